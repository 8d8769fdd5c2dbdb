/* Draws a table's figures as bars; the table beside it says the same to everybody. */
(function () {
  "use strict";
  var COLORS = ["#1b4f9c", "#b01e23", "#17663a", "#8a5300", "#5b616b", "#6a4c93", "#00707a"];
  var TIGHT = 576;

  function option(data, narrow) {
    return {
      color: COLORS,
      animation: false,
      aria: { enabled: false },
      grid: { left: 8, right: 24, top: narrow ? 76 : 44, bottom: 8, containLabel: true },
      legend: { type: "scroll", top: 4, left: 0 },
      tooltip: { trigger: "axis", renderMode: "richText", confine: true, axisPointer: { type: "shadow" } },
      xAxis: { type: "value", max: data.unit === "%" ? 100 : null, axisLabel: { formatter: "{value}" + (data.unit === "%" ? "%" : "") } },
      yAxis: { type: "category", inverse: true, data: data.groups, axisLabel: { width: narrow ? 84 : 140, overflow: "truncate" } },
      series: data.series.map(function (one) {
        return { type: "bar", name: one.name, data: one.data, barMaxWidth: 14, barGap: "10%" };
      })
    };
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-chart]"), function (place) {
    var data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    var rows = data.groups.length * Math.max(data.series.length * 14, 26);
    place.style.height = Math.min(Math.max(rows + 80, 220), 720) + "px";
    var chart = window.echarts.init(place, null, { renderer: "canvas" });
    function draw() {
      chart.resize();
      chart.setOption(option(data, place.clientWidth < TIGHT), true);
    }
    draw();
    window.addEventListener("resize", draw);
  });
})();
