// The BPMN name is Kazakh; Russian and English stand beside it.
import { field } from "./fields.js";
import { owner, readProperty, writeProperty } from "./properties.js";

const UNNAMED = ["bpmn:Collaboration", "bpmn:Association", "bpmn:DataAssociation", "bpmn:TextAnnotation", "bpmn:Group"];

const LABELS = [
  label("ru", "Name in Russian"),
  label("en", "Name in English"),
];

function label(language, words) {
  const name = `label.${language}`;
  return field({
    id: `label-${language}`,
    kind: "area",
    label: words,
    read: readProperty(name),
    write: writeProperty(name),
  });
}

// A pool shows the name of its process below its own; the labels are those of the process.
export function nameBesides(element, entries) {
  if (!owner(element) || UNNAMED.some((type) => element.businessObject.$instanceOf(type))) return;
  const last = entries.findLastIndex((entry) => entry.id === "name" || entry.id === "processName");
  entries.splice(last + 1, 0, ...LABELS);
}
