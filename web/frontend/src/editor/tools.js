// The buttons above the canvas, and what they do.
import { download } from "./files.js";

const STEP = 1.25;
const SMALLEST = 0.5; // of the scale at which names can be read
const READABLE = 0.75;
const PALETTE = 130; // pixels at the left that the palette covers

export function toolActions({ modeler, xmlOf, name, openFile, dialogs, findings }) {
  const canvas = modeler.get("canvas");
  const stack = modeler.get("commandStack");
  return {
    undo: () => stack.undo(),
    redo: () => stack.redo(),
    "zoom-in": () => canvas.zoom(canvas.zoom() * STEP),
    "zoom-out": () => canvas.zoom(canvas.zoom() / STEP),
    fit: () => canvas.zoom("fit-viewport"),
    minimap: () => modeler.get("minimap").toggle(),
    check: () => findings.check(),
    help: () => dialogs.help.showModal(),
    open: () => openFile(),
    "save-bpmn": async () => download(`${name}.bpmn`, await xmlOf(), "application/xml"),
    "save-svg": async () => download(`${name}.svg`, (await modeler.saveSVG()).svg, "image/svg+xml"),
  };
}

// A large drawing opens where it begins, large enough to read, with the minimap for the whole.
export function frame(modeler) {
  const canvas = modeler.get("canvas");
  canvas.zoom("fit-viewport");
  if (canvas.zoom() >= SMALLEST) return;
  const { inner, outer } = canvas.viewbox();
  const [width, height] = [outer.width / READABLE, outer.height / READABLE];
  canvas.viewbox({ x: inner.x - PALETTE / READABLE, y: inner.y - 40, width, height });
  modeler.get("minimap").open();
}

export function wireTools(place, actions) {
  for (const button of place.querySelectorAll("[data-do]")) {
    button.addEventListener("click", () => {
      button.closest("details")?.removeAttribute("open");
      actions[button.dataset.do]();
    });
  }
}

// A button that can do nothing now says so, and keeps its place in the order of focus.
export function followStack(place, modeler) {
  const stack = modeler.get("commandStack");
  const refresh = () => {
    place.querySelector("[data-do=undo]").setAttribute("aria-disabled", String(!stack.canUndo()));
    place.querySelector("[data-do=redo]").setAttribute("aria-disabled", String(!stack.canRedo()));
  };
  modeler.on("commandStack.changed", refresh);
  modeler.on("import.done", refresh);
  refresh();
}
