(function () {
  "use strict";
  var drawings = JSON.parse(document.getElementById("drawings").textContent);
  var narrow = 520;
  var longest = 27;
  var settings = { responsive: true, displaylogo: false, displayModeBar: false, scrollZoom: false,
    showTips: false };

  function copy(value) { return JSON.parse(JSON.stringify(value)); }

  // Shorten what stands between tags, such as line breaks, and leave the tags whole.
  function shorter(text) {
    return text.replace(/[^<>]+(?=<|$)/g, function (part) {
      return part.length > longest ? part.slice(0, longest - 1).trim() + "…" : part;
    });
  }

  // On a phone: smaller letters, shorter labels, fewer dates, and all of the width for the picture.
  function fitted(drawing, width) {
    var layout = copy(drawing.layout);
    if (width >= narrow) { return layout; }
    layout.font.size = 11;
    layout.margin.l = Math.min(layout.margin.l, 40);
    layout.margin.r = 8;
    Object.keys(layout).forEach(function (key) {
      var axis = layout[key];
      if (key.indexOf("xaxis") === 0) { axis.dtick = axis.dtick === "M2" ? "M3" : axis.dtick; }
      if (key.indexOf("yaxis") === 0 && axis.ticktext) {
        axis.ticktext = axis.ticktext.map(shorter);
      }
    });
    return layout;
  }

  // There is no room on a phone for the names of places between the stages of the chain.
  function shortened(drawing, width) {
    var data = copy(drawing.data);
    data.forEach(function (trace) {
      if (width < narrow && trace.meta && trace.meta.short) { trace.node.label = trace.meta.short; }
    });
    return data;
  }

  // Without a width a picture takes the width of its place on the page; one that cannot be read
  // at that width is drawn wider, and its place scrolls sideways.
  function draw(width) {
    Object.keys(drawings).forEach(function (name) {
      var place = document.getElementById(name);
      var room = width || Math.max(place.clientWidth, drawings[name].narrowest);
      var layout = fitted(drawings[name], room);
      if (room !== place.clientWidth) { layout.width = room; }
      Plotly.purge(place);
      Plotly.newPlot(place, shortened(drawings[name], room), layout, settings);
    });
  }

  // Paper is narrower than a laptop's window: draw for it before printing, and back afterwards.
  var paper = 660;
  window.addEventListener("beforeprint", function () {
    draw(Math.min(paper, document.body.clientWidth));
  });
  window.addEventListener("afterprint", function () { draw(); });
  draw();
}());
