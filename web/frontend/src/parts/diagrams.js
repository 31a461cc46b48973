// Brings the element that the page is about into view, and lets the picture be sized.
// <figure data-diagram> holds [data-view] with the <svg>, and hidden buttons [data-zoom="in|out|fit"].
const STEP = 1.25;

export function frameDiagrams(page) {
  for (const figure of page.querySelectorAll("[data-diagram]")) {
    const view = figure.querySelector("[data-view]");
    const svg = view?.querySelector("svg");
    if (!svg) continue;
    for (const button of figure.querySelectorAll("button[data-zoom]")) {
      button.hidden = false;
      button.addEventListener("click", () => zoom(view, svg, button.dataset.zoom));
    }
    const element = view.dataset.focus && svg.querySelector(`[data-element-id="${CSS.escape(view.dataset.focus)}"]`);
    if (element) centre(view, element);
  }
}

function zoom(view, svg, way) {
  const before = svg.getBoundingClientRect().width;
  const whole = view.clientWidth;
  const width = way === "fit" ? whole : before * (way === "in" ? STEP : 1 / STEP);
  const middle = (view.scrollLeft + whole / 2) / before;
  // Attributes, not styles: a strict content security policy refuses the latter in markup, and print styles may override the former.
  svg.setAttribute("width", Math.round(Math.max(width, whole / 4)));
  svg.removeAttribute("height");
  view.scrollLeft = middle * svg.getBoundingClientRect().width - whole / 2;
}

function centre(view, element) {
  const box = element.getBoundingClientRect();
  const frame = view.getBoundingClientRect();
  view.scrollLeft += box.left + box.width / 2 - (frame.left + frame.width / 2);
  view.scrollTop += box.top + box.height / 2 - (frame.top + frame.height / 2);
}
