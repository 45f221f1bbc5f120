"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");

  // One option at a time; the address of the page remembers which.
  const choose = document.getElementById("choose");
  const blocks = [...document.querySelectorAll("[data-option]")];
  const show = (name) => {
    for (const block of blocks) block.hidden = block.dataset.option !== name;
    if (choose) choose.value = name;
  };
  const placeOfAddress = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null; // an address that cannot be read leads nowhere
    }
  };
  const ofAddress = () => {
    const place = placeOfAddress();
    const block = place && place.closest("[data-option]");
    return block && block.dataset.option;
  };
  if (choose) {
    choose.addEventListener("change", () => {
      show(choose.value);
      history.replaceState(null, "", "#" + choose.value);
    });
    addEventListener("hashchange", () => {
      const name = ofAddress();
      if (!name) return;
      show(name);
      placeOfAddress().scrollIntoView();
    });
    show(ofAddress() || blocks[0].dataset.option);
  }

  // What a chart shows at a place: the row of the table behind it.
  const hint = document.getElementById("hint");
  const tag = (name, text) => {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  };
  const rowsOf = (chart) => {
    const table = chart.closest("figure").querySelector("table");
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    return [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell, at) => [heads[at], cell.textContent.replace(/\s+/g, " ").trim()]));
  };
  const put = (chart, at, x, y) => {
    const [name, ...figures] = chart.rows[at];
    const list = document.createElement("dl");
    for (const [head, figure] of figures) if (figure) list.append(tag("dt", head), tag("dd", figure));
    hint.replaceChildren(tag("b", name[1]), list);
    hint.hidden = false;
    const room = hint.getBoundingClientRect();
    hint.style.left = Math.max(4, Math.min(x + 14, innerWidth - room.width - 4)) + "px";
    hint.style.top = Math.max(4, y + 14 + room.height > innerHeight ? y - room.height - 14 : y + 14) + "px";
    mark(chart, at);
  };
  const mark = (chart, at) => {
    const box = chart.svg.viewBox.baseVal;
    const along = chart.along === "x";
    const ends = along ? { x1: chart.places[at], x2: chart.places[at], y1: 0, y2: box.height } : { x1: 0, x2: box.width, y1: chart.places[at], y2: chart.places[at] };
    for (const [key, value] of Object.entries(ends)) chart.pointer.setAttribute(key, value);
    chart.svg.append(chart.pointer);
  };
  const leave = (chart) => {
    hint.hidden = true;
    chart.pointer.remove();
  };
  const prepare = (svg) => {
    const along = svg.dataset.x ? "x" : "y";
    const pointer = document.createElementNS("http://www.w3.org/2000/svg", "line");
    pointer.setAttribute("class", "pointer");
    const chart = { svg, along, pointer, places: svg.dataset[along].split(" ").map(Number), rows: rowsOf(svg), at: 0 };
    svg.tabIndex = 0;
    const nearest = (event) => {
      const box = svg.getBoundingClientRect();
      const place = along === "x" ? ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width : ((event.clientY - box.top) / box.height) * svg.viewBox.baseVal.height;
      return chart.places.reduce((best, one, at) => (Math.abs(one - place) < Math.abs(chart.places[best] - place) ? at : best), 0);
    };
    svg.addEventListener("pointermove", (event) => put(chart, (chart.at = nearest(event)), event.clientX, event.clientY));
    svg.addEventListener("pointerdown", (event) => put(chart, (chart.at = nearest(event)), event.clientX, event.clientY));
    svg.addEventListener("pointerleave", () => leave(chart));
    const here = () => {
      const box = svg.getBoundingClientRect();
      const part = chart.places[chart.at] / (along === "x" ? svg.viewBox.baseVal.width : svg.viewBox.baseVal.height);
      put(chart, chart.at, box.left + (along === "x" ? part * box.width : box.width / 2), box.top + (along === "x" ? box.height / 3 : part * box.height));
    };
    svg.addEventListener("focus", () => svg.matches(":focus-visible") && here());
    svg.addEventListener("blur", () => leave(chart));
    svg.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") leave(chart);
      if (!step) return;
      event.preventDefault();
      chart.at = Math.max(0, Math.min(chart.places.length - 1, chart.at + step));
      here();
    });
  };
  document.querySelectorAll("svg[data-x], svg[data-y]").forEach(prepare);

  // What is folded is printed too.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });
})();
