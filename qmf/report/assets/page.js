// A chart's button: 'Look closer' fetches plotly (once a page) and draws the chart so that it can be pointed at.
// Without this script the page loses nothing but that button.
"use strict";
(() => {
  const beside = new URL(`${document.currentScript.dataset.root}assets/plotly.min.js`, document.baseURI).href;
  let loading = null;

  const plotly = () => {
    loading = loading || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = beside;
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => { loading = null; reject(new Error("plotly.min.js is not beside this page")); };
      document.head.append(script);
    });
    return loading;
  };

  const draw = async (figure, live) => {
    const Plotly = await plotly();
    const drawing = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
    const plot = document.createElement("div");
    plot.className = "plot"; // on a narrow screen it is wider than its frame, which scrolls
    live.append(plot);
    await Plotly.newPlot(plot, drawing.data, drawing.layout, drawing.config);
    live.scrollLeft = live.scrollWidth; // the latest point first
  };

  const press = async (figure, button) => {
    const still = figure.querySelector(".still");
    const live = figure.querySelector(".live");
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    button.textContent = open ? "Look closer (interactive)" : "Back to the still picture";
    still.hidden = !open;
    live.hidden = open;
    if (open || live.childElementCount) return;
    try {
      await draw(figure, live);
    } catch (fault) {
      still.hidden = false;
      live.textContent = `The interactive chart cannot be shown: ${fault.message}.`;
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const figure of document.querySelectorAll("figure.fig:has(.closer)")) {
      const closer = figure.querySelector(".closer");
      const button = closer.querySelector("button");
      closer.hidden = false;
      button.addEventListener("click", () => press(figure, button));
    }
  });
})();
