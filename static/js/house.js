/* What the pages can do with a script; without it they work all the same.
   No inline code, no eval: behaviour hangs on data attributes. */
(function () {
  "use strict";

  var root = document.documentElement;
  root.classList.add("js");

  function words(key, values) {
    var store = document.getElementById("house-words");
    var text = (store && store.dataset[key]) || "";
    Object.keys(values || {}).forEach(function (name) {
      text = text.replace("{" + name + "}", values[name]);
    });
    return text;
  }

  function say(text) {
    var place = document.getElementById("house-say");
    if (place) { place.textContent = text; }
  }

  function each(selector, scope, work) {
    Array.prototype.forEach.call((scope || document).querySelectorAll(selector), work);
  }

  function hint(control, className) {
    var host = control.closest(".field") || control.parentNode;
    var place = host.querySelector("." + className);
    if (!place) {
      place = document.createElement(className === "chosen" ? "ul" : "p");
      place.className = className;
      host.appendChild(place);
    }
    return place;
  }

  /* -- Submitting once: the button rests until the answer comes; data-again for downloads. -- */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "again" in form.dataset) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
    // After this turn, so that the pressed button's own value still travels.
    setTimeout(function () {
      Array.prototype.forEach.call(form.elements, function (button) {
        if (button.type === "submit" && !button.disabled) { button.disabled = true; button.dataset.rests = "1"; }
      });
    }, 0);
  });

  window.addEventListener("pageshow", function () {
    each("form[data-sent]", null, function (form) {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
      Array.prototype.forEach.call(form.elements, function (button) {
        if (button.dataset.rests) { button.disabled = false; delete button.dataset.rests; }
      });
    });
  });

  /* -- Leaving a form with unsaved text -- */
  var dirty = new Set();
  document.addEventListener("input", function (event) {
    var form = event.target.closest && event.target.closest("form[data-dirty]");
    if (form) { dirty.add(form); }
  });
  document.addEventListener("submit", function (event) { dirty.delete(event.target); });
  window.addEventListener("beforeunload", function (event) {
    dirty.forEach(function (form) { if (!form.isConnected) { dirty.delete(form); } });
    if (dirty.size) { event.preventDefault(); event.returnValue = ""; }
  });

  /* -- Drafts: <form data-autosave="address" data-autosave-hint="#place"> goes to the server as typed.
        The answer is the words for the hint («已存草稿 15:02»); hidden inputs may come out of band. -- */
  var timers = new WeakMap();
  var forms = new WeakMap(); // hint -> its form

  function saveDraft(form) {
    clearTimeout(timers.get(form));
    timers.delete(form);
    if (!window.htmx || form.dataset.sent) { return; }
    var place = document.querySelector(form.dataset.autosaveHint || ".autosave");
    if (!place) { return; }
    place.textContent = words("saving");
    forms.set(place, form);
    // Not sent as the form itself: a draft may lack what the finished paper needs, and carries no files.
    var values = new FormData();
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string") { values.append(name, value); }
    });
    window.htmx.ajax("POST", form.dataset.autosave, { source: place, target: place, swap: "innerHTML", values: values });
  }

  document.addEventListener("input", function (event) {
    var form = event.target.closest && event.target.closest("form[data-autosave]");
    if (!form || event.target.type === "file") { return; }
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(function () { saveDraft(form); }, 1500));
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState !== "hidden") { return; }
    each("form[data-autosave]", null, function (form) { if (timers.has(form)) { saveDraft(form); } });
  });

  /* -- htmx: the CSRF header, and a plain word when a request fails -- */
  document.addEventListener("htmx:configRequest", function (event) {
    var field = document.querySelector("input[name=csrfmiddlewaretoken]");
    var cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    var token = field ? field.value : cookie && decodeURIComponent(cookie[1]);
    if (token && event.detail.verb !== "get") { event.detail.headers["X-CSRFToken"] = token; }
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = forms.get(event.detail.elt);
    if (form && event.detail.successful && !timers.has(form)) { dirty.delete(form); }
  });
  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var form = forms.get(event.detail.elt);
      if (form) {
        event.detail.elt.textContent = words("unsaved");
        clearTimeout(timers.get(form));
        timers.set(form, setTimeout(function () { saveDraft(form); }, 20000));
      } else {
        say(words("failed"));
      }
    });
  });

  /* -- Rows: a click anywhere opens the object, up and down move, enter is the link's own -- */
  function links(table) {
    return Array.prototype.slice.call(table.querySelectorAll("tbody .row-link"));
  }

  document.addEventListener("click", function (event) {
    var row = event.target.closest("[data-rows] tbody tr");
    if (!row || event.target.closest("a, button, input, label, select, textarea, summary, details")) { return; }
    if (String(window.getSelection())) { return; }
    var link = row.querySelector(".row-link");
    if (!link) { return; }
    if (event.ctrlKey || event.metaKey) { window.open(link.href, "_blank", "noopener"); } else { link.click(); }
  });
  document.addEventListener("keydown", function (event) {
    var table = event.target.closest && event.target.closest("table[data-rows]");
    if (!table || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) { return; }
    if (event.target.matches("input, select, textarea")) { return; }
    var all = links(table);
    var row = event.target.closest("tr");
    var here = all.findIndex(function (link) { return row && row.contains(link); });
    var next = all[event.key === "ArrowDown" ? here + 1 : Math.max(here - 1, 0)];
    if (next) { event.preventDefault(); next.focus(); }
  });

  /* -- Picking every row of a list at once: <input type="checkbox" data-pick-all> inside the form; in the head of a
     column it picks that column -- */
  document.addEventListener("change", function (event) {
    if (!("pickAll" in event.target.dataset) || !event.target.form) { return; }
    var head = event.target.closest("th");
    each("tbody input[type=checkbox]", event.target.form, function (box) {
      if (!head || box.closest("td").cellIndex === head.cellIndex) { box.checked = event.target.checked; }
    });
  });

  /* -- The same for a long group of tick boxes: <input type="checkbox" data-pick-group> before its choices picks those
     that are shown; <input type="search" data-narrow> shows those that match; [data-picked] counts -- */
  function countPicked(group) {
    var place = group && group.querySelector("[data-picked]");
    if (!place) { return; }
    var picked = group.querySelectorAll(".choices input[type=checkbox]:checked").length;
    place.textContent = picked ? place.dataset.pickedWords.replace("#", picked) : "";
  }
  document.addEventListener("change", function (event) {
    var group = event.target.closest && event.target.closest("fieldset");
    if ("pickGroup" in event.target.dataset) {
      each(".choice:not([hidden]) input[type=checkbox]", group, function (box) { box.checked = event.target.checked; });
    }
    countPicked(group);
  });
  document.addEventListener("input", function (event) {
    if (!("narrow" in event.target.dataset)) { return; }
    var wanted = event.target.value.trim().toLowerCase();
    var group = event.target.closest("fieldset");
    each(".choice", group, function (choice) {
      choice.hidden = choice.textContent.toLowerCase().indexOf(wanted) < 0;
    });
    group.querySelector("[data-none]").hidden = group.querySelector(".choice:not([hidden])") !== null;
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && "narrow" in event.target.dataset) { event.preventDefault(); }
  });

  /* -- Popovers: native details; escape and a click elsewhere close them -- */
  document.addEventListener("click", function (event) {
    each("details[data-popover][open]", null, function (box) {
      if (!box.contains(event.target)) { box.open = false; }
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    each("details[data-popover][open]", null, function (box) {
      box.open = false;
      if (box.contains(document.activeElement)) { box.querySelector("summary").focus(); }
    });
  });

  // The toggle event does not bubble, hence the capture.
  document.addEventListener("toggle", function (event) {
    var box = event.target;
    if (!box.open || !box.matches("details.due")) { return; }
    var floating = box.querySelector(".due-why");
    floating.classList.remove("at-end");
    if (floating.getBoundingClientRect().right > root.clientWidth - 8) { floating.classList.add("at-end"); }
  }, true);

  /* -- Copy and print -- */
  function copyByHand(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done;
  }

  function copied(button, done) {
    var before = button.dataset.before || button.textContent;
    button.dataset.before = before;
    button.textContent = words(done ? "copied" : "copyFailed");
    say(button.textContent);
    setTimeout(function () { button.textContent = before; }, 2000);
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (button) {
      var source = button.dataset.copy.charAt(0) === "#" ? document.querySelector(button.dataset.copy) : null;
      var text = source ? (source.value || source.textContent.trim()) : button.dataset.copy;
      // The clipboard interface exists on https only; many counties run plain http inside.
      if (navigator.clipboard && window.isSecureContext) {
        navigator.clipboard.writeText(text).then(
          function () { copied(button, true); },
          function () { copied(button, copyByHand(text)); }
        );
      } else {
        copied(button, copyByHand(text));
      }
    } else if (event.target.closest("[data-print]")) {
      window.print();
    }
  });

  /* -- Files: names chosen, and a word before a large one is sent in vain -- */
  document.addEventListener("change", function (event) {
    var input = event.target;
    if (!input.files || !input.dataset.maxMb) { return; }
    var max = Number(input.dataset.maxMb);
    var complaint = "";
    Array.prototype.forEach.call(input.files, function (file) {
      var size = file.size / 1048576;
      if (size > max && !complaint) { complaint = words("tooBig", { name: file.name, size: size.toFixed(1), max: max }); }
    });
    var list = hint(input, "chosen");
    list.textContent = "";
    if (input.files.length > 1) {
      Array.prototype.forEach.call(input.files, function (file) {
        var item = document.createElement("li");
        item.textContent = file.name;
        list.appendChild(item);
      });
    }
    list.hidden = !list.children.length;
    var place = hint(input, "size-error");
    place.setAttribute("role", "alert");
    place.hidden = !complaint;
    place.textContent = complaint;
    input.setCustomValidity(complaint);
  });

  /* -- Counting characters: a paste is never cut, only told to be too long -- */
  function count(control) {
    var left = Number(control.dataset.count) - Array.from(control.value).length;
    var place = hint(control, "counter");
    place.textContent = left < 0 ? words("over", { n: -left }) : words("left", { n: left });
    place.classList.toggle("over", left < 0);
  }
  document.addEventListener("input", function (event) {
    if (event.target.dataset && event.target.dataset.count) { count(event.target); }
  });

  /* -- What a page, or a part brought by htmx, needs once -- */
  function prepare(scope) {
    each("[data-count]", scope, function (control) {
      control.removeAttribute("maxlength");
      count(control);
    });
    each("[data-picked]", scope, function (place) { countPicked(place.closest("fieldset")); });
    each("[data-rows] tbody .row-link", scope, function (link) { link.closest("tr").classList.add("opens"); });
    each("details[data-fold]", scope, function (box) {
      if (window.matchMedia("(max-width: 767.98px)").matches && !("set" in box.dataset)) { box.open = false; }
    });
    measure();
  }

  // A table wider than its place must be reachable by keyboard.
  function measure() {
    each(".table-wrap", null, function (wrap) {
      var scrolls = wrap.scrollWidth > wrap.clientWidth + 1;
      wrap.classList.toggle("scrolls", scrolls);
      if (!scrolls) { wrap.removeAttribute("tabindex"); wrap.removeAttribute("role"); wrap.removeAttribute("aria-label"); return; }
      wrap.tabIndex = 0;
      wrap.setAttribute("role", "region");
      wrap.setAttribute("aria-label", words("scroll"));
    });
  }

  prepare(document);
  window.addEventListener("resize", measure);
  document.addEventListener("htmx:load", function (event) { if (event.detail.elt !== document.body) { prepare(event.detail.elt.parentNode || document); } });
  var refused = document.querySelector("[data-focus]");
  if (refused) { refused.focus(); }
}());
