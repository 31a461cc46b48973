// The diagram editor of analysts: bpmn-js with the stock panel, loaded on its page alone.
import { openEditor } from "./editor/start.js";

const place = document.querySelector("[data-editor]");
if (place) openEditor(place, JSON.parse(document.querySelector("[data-editor-facts]").textContent));
