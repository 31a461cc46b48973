// Keys of the page beside those of bpmn-js: from the drawing to its properties and back, and saving at once.
import { isCmd, isKey } from "diagram-js/lib/features/keyboard/KeyboardUtil";

export function followKeys({ place, modeler, save }) {
  const properties = place.querySelector("[data-properties]");
  modeler.get("keyboard").addListener(1500, ({ keyEvent: event }) => {
    if (isCmd(event) || event.altKey || !isKey(["p", "P"], event)) return;
    const first = properties.querySelector(".bio-properties-panel-group-header-button, input, textarea, select");
    if (!first) return;
    first.focus();
    event.preventDefault();
    return true;
  });
  properties.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) modeler.get("canvas").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (!isCmd(event) || !isKey(["s", "S"], event)) return;
    event.preventDefault();
    save();
  });
}
