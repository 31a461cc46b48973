// The canvas speaks the reader's language, as the pictures of the server do: the property `label.ru` or `label.en` stands where
// the BPMN name would. The model keeps its names, and who writes on the canvas writes the name.
import { readProperty } from "./panel/properties.js";

const NAMED_IN = "kk";

export function readersLabels(language) {
  return {
    __init__: ["readersLabels"],
    readersLanguage: ["value", language],
    readersLabels: ["type", ReadersLabels],
  };
}

function ReadersLabels(textRenderer, elementRegistry, readersLanguage) {
  if (readersLanguage === NAMED_IN) return;
  const read = readProperty(`label.${readersLanguage}`);
  const draw = textRenderer.createText;
  const said = (name) => {
    const bearer = name && elementRegistry.find((each) => each.businessObject?.name === name && read(each));
    return bearer ? read(bearer) : name;
  };
  textRenderer.createText = (text, options) => draw(said(text), options);
}

ReadersLabels.$inject = ["textRenderer", "elementRegistry", "readersLanguage"];
