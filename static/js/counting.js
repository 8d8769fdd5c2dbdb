/* Entering votes: each row is added up as it is typed and compared with the valid sheets; enter goes to the next box.
   A long sheet's rows that are still empty are filled like the first one, so that only what differs is typed. */
(function () {
  "use strict";

  function number(box) { return box && box.value ? Number(box.value) : 0; }

  function prepare(form) {
    var present = Number(form.dataset.counting);
    var boxes = Array.prototype.slice.call(form.querySelectorAll(".sheet-counts input, .count-box"));
    var returned = form.querySelector("[name=returned]");
    var spoiled = form.querySelector("[name=spoiled]");

    function valid() { return returned ? number(returned) - number(spoiled) : present; }

    function word(name, n) { return form.dataset[name].replace("{n}", n); }

    function add(row) {
      var inputs = row.querySelectorAll(".count-box");
      var sum = 0, typed = false;
      Array.prototype.forEach.call(inputs, function (box) { sum += number(box); typed = typed || box.value !== ""; });
      var place = row.querySelector("[data-sum]");
      var off = valid() - sum;
      place.textContent = typed ? sum + " " + (off === 0 ? word("fits") : off > 0 ? word("short", off) : word("over", -off)) : "";
      place.classList.toggle("late", typed && off !== 0);
    }

    function all() { Array.prototype.forEach.call(form.querySelectorAll(".count-table tbody tr"), add); }

    form.addEventListener("input", function (event) {
      if (event.target === returned || event.target === spoiled) { all(); return; }
      var row = event.target.closest(".count-table tbody tr");
      if (row) { add(row); }
    });
    var down = form.querySelector("[data-fill-down]");
    if (down) {
      down.addEventListener("click", function () {
        var rows = Array.prototype.slice.call(form.querySelectorAll(".count-table tbody tr"));
        var first = rows.shift().querySelectorAll(".count-box");
        rows.forEach(function (row) {
          var inputs = Array.prototype.slice.call(row.querySelectorAll(".count-box"));
          if (inputs.some(function (box) { return box.value !== ""; })) { return; }
          inputs.forEach(function (box, place) { box.value = first[place].value; });
        });
        all();
      });
    }
    form.addEventListener("keydown", function (event) {
      var here = boxes.indexOf(event.target);
      if (here < 0) { return; }
      var width = form.querySelectorAll(".count-table tbody tr:first-child .count-box").length;
      var step = { Enter: 1, ArrowDown: width, ArrowUp: -width }[event.key];
      if (!step || (event.key === "Enter" && here === boxes.length - 1)) { return; }
      event.preventDefault();
      var next = boxes[here + step];
      if (next) { next.focus(); next.select(); }
    });
    all();
  }

  Array.prototype.forEach.call(document.querySelectorAll("form[data-counting]"), prepare);
}());
