"use strict";
(() => {
  // A figure as it is written everywhere on the page: thousands apart, a minus that is one, a sign where it is the message.
  const shown = (value, figure) => {
    if (value === null) return "–";
    const scaled = Math.abs(value) * 10 ** figure.digits;
    const whole = Math.floor(scaled + 1e-9);
    const half = Math.abs(scaled - whole - 0.5) < 1e-9;
    const rounded = (half ? whole + (whole % 2) : Math.round(scaled)) / 10 ** figure.digits;
    const text = rounded.toLocaleString("en-GB", { minimumFractionDigits: figure.digits, maximumFractionDigits: figure.digits });
    if (rounded === 0) return text;
    return (value < 0 ? "−" : figure.sign ? "+" : "") + text;
  };
  // The figure at some stops: the model's own where it was kept, else read off in straight lines between those that were.
  const readOff = (figure, stops, at) => {
    const corners = at.map((stop, axis) => {
      const nodes = figure.nodes[axis];
      if (nodes.length === 1) return [[0, 1]];
      const upper = Math.max(1, nodes.findIndex((node) => node >= stop));
      const [low, high] = [stops[axis][nodes[upper - 1]], stops[axis][nodes[upper]]];
      const share = (stops[axis][stop] - low) / (high - low);
      return [[upper - 1, 1 - share], [upper, share]].filter(([, weight]) => weight !== 0);
    });
    const reach = (axis, place, weight) => {
      if (axis === corners.length) return figure.values[place] === null ? null : weight * figure.values[place];
      let total = 0;
      for (const [node, share] of corners[axis]) {
        const part = reach(axis + 1, place * figure.nodes[axis].length + node, weight * share);
        if (part === null) return null;
        total += part;
      }
      return total;
    };
    return reach(0, 0, 1);
  };
  for (const block of document.querySelectorAll("[data-tryout]")) {
    const { stops, figures } = JSON.parse(document.getElementById(block.dataset.tryout).textContent);
    const sliders = [...block.querySelectorAll("input[type=range]")];
    const cells = [...block.querySelectorAll(".now")];
    const planned = cells.map((cell) => cell.textContent);
    const show = () => {
      const at = sliders.map((slider) => Number(slider.value));
      const own = sliders.every((slider) => slider.value === slider.dataset.own);
      sliders.forEach((slider) => {
        const words = slider.dataset.words.split("|")[Number(slider.value)];
        slider.setAttribute("aria-valuetext", words);
        slider.closest(".slider").querySelector("output").textContent = words;
      });
      cells.forEach((cell, number) => {
        const text = own ? planned[number] : shown(readOff(figures[number], stops, at), figures[number]);
        cell.classList.toggle("moved", text !== planned[number]);
        if (cell.textContent !== text) cell.textContent = text;
      });
    };
    for (const slider of sliders) slider.addEventListener("input", show);
    block.querySelector("button").addEventListener("click", () => {
      for (const slider of sliders) slider.value = slider.dataset.own;
      show();
    });
    show();
  }
})();
