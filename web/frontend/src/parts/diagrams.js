// Lets a picture be sized and moved. <figure data-diagram> holds [data-view] with the <svg>, and [data-zoom="in|out|home|fit"].
// With data-part the <svg> shows the part of its viewBox, filling the view; `data-extent` says how far all reaches.
const STEP = 1.25;
const CLOSEST = 200; // diagram units across
const GLIDE = 350; // milliseconds from one step of a film to the next
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function frameDiagrams(page) {
  for (const figure of page.querySelectorAll("[data-diagram]")) {
    const view = figure.querySelector("[data-view]");
    const svg = view?.querySelector("svg");
    if (!svg) continue;
    const act = "part" in figure.dataset ? movePart(view, svg) : (way) => zoom(view, svg, way);
    for (const control of figure.querySelectorAll("[data-zoom]")) {
      control.hidden = false;
      control.addEventListener("click", (event) => {
        event.preventDefault();
        act(control.dataset.zoom);
      });
    }
  }
}

// The whole picture in its own size, scrolled by the browser.
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

function movePart(view, svg) {
  const home = numbers(svg.getAttribute("viewBox"));
  const extent = numbers(svg.dataset.extent);
  let now = home;
  let gliding = 0;
  const show = (box) => {
    now = box;
    svg.setAttribute("viewBox", box.map((each) => each.toFixed(2)).join(" "));
  };
  const scale = () => Math.max(view.clientWidth / now[2], view.clientHeight / now[3]);
  const shift = (across, down) => show([now[0] - across / scale(), now[1] - down / scale(), now[2], now[3]]);
  const glide = (to) => {
    cancelAnimationFrame(gliding);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return show(to);
    const from = now;
    const began = performance.now();
    const frame = (time) => {
      const part = Math.min(1, Math.max(0, (time - began) / GLIDE));
      const eased = 1 - (1 - part) ** 3;
      show(from.map((each, place) => each + (to[place] - each) * eased));
      if (part < 1) gliding = requestAnimationFrame(frame);
    };
    gliding = requestAnimationFrame(frame);
  };
  const act = (way) => {
    if (way === "home") return glide(home);
    if (way === "fit") return glide(around(extent, view));
    const width = Math.min(Math.max(now[2] * (way === "in" ? 1 / STEP : STEP), CLOSEST), extent[2] * 1.5);
    const factor = width / now[2];
    glide([now[0] + (now[2] * (1 - factor)) / 2, now[1] + (now[3] * (1 - factor)) / 2, width, now[3] * factor]);
  };
  drag(view, shift);
  view.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const way = ARROWS[event.key];
    if (way) shift(-way[0] * 60, -way[1] * 60);
    else if (["+", "-"].includes(event.key)) act(event.key === "+" ? "in" : "out");
    else return;
    event.preventDefault();
  });
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // the page scrolls
    event.preventDefault();
    act(event.deltaY < 0 ? "in" : "out");
  });
  comeFrom(home, show, glide);
  return act;
}

function drag(view, shift) {
  view.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    view.setPointerCapture(event.pointerId);
    view.dataset.moving = "";
  });
  view.addEventListener("pointermove", (event) => {
    if ("moving" in view.dataset) shift(event.movementX, event.movementY);
  });
  for (const end of ["pointerup", "pointercancel"]) view.addEventListener(end, () => delete view.dataset.moving);
  touch(view, shift);
}

// One finger scrolls the page up and down, as everywhere, and the picture from side to side; two move it freely.
function touch(view, shift) {
  let last = null;
  const middle = (touches) => [...touches].reduce(([x, y], each) => [x + each.clientX / touches.length, y + each.clientY / touches.length], [0, 0]);
  view.addEventListener("touchstart", (event) => (last = middle(event.touches)), { passive: true });
  view.addEventListener(
    "touchmove",
    (event) => {
      const here = middle(event.touches);
      const both = event.touches.length > 1;
      if (both) event.preventDefault();
      shift(here[0] - last[0], both ? here[1] - last[1] : 0);
      last = here;
    },
    { passive: false },
  );
}

// From one step of a film to the next the picture glides: the tab remembers where the step before stood.
function comeFrom(home, show, glide) {
  const key = `part:${location.pathname}`;
  const before = numbers(sessionStorage.getItem(key) ?? "");
  sessionStorage.setItem(key, home.join(" "));
  if (before.length !== 4 || before.every((each, place) => each === home[place])) return;
  show(before);
  glide(home);
}

// A part of the view's own shape that holds all.
function around(extent, view) {
  const scale = Math.min(view.clientWidth / extent[2], view.clientHeight / extent[3]);
  const size = [view.clientWidth / scale, view.clientHeight / scale];
  return [extent[0] + (extent[2] - size[0]) / 2, extent[1] + (extent[3] - size[1]) / 2, ...size];
}

function numbers(text) {
  return text.split(" ").filter(Boolean).map(Number);
}
