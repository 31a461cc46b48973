// Conditions of flows, scripts of script tasks and the process that a call activity calls.
import { field, update } from "./fields.js";

const CONDITION = field({
  id: "condition",
  kind: "area",
  label: "Condition",
  description: "An expression that is true or false: ${decision == 'granted'}.",
  read: (element) => element.businessObject.conditionExpression?.body,
  write: (element, body, create) => [
    ...undefaulted(element, body),
    {
      cmd: "element.updateProperties",
      context: { element, properties: { conditionExpression: body && condition(element, body, create) } },
    },
  ],
});

const SCRIPT = field({
  id: "script",
  kind: "area",
  label: "Assignments",
  description: "One «name = expression» a line.",
  read: (element) => element.businessObject.script,
  write: (element, script) => [
    update(element, element.businessObject, { script, scriptFormat: script && "ruqsat" }),
  ],
});

const CALLED = field({
  id: "called-element",
  label: "Called process",
  description: "The id of a deployed process.",
  read: (element) => element.businessObject.calledElement,
  write: (element, calledElement) => [update(element, element.businessObject, { calledElement })],
});

const BINDING = field({
  id: "called-binding",
  kind: "select",
  label: "Which version",
  read: (element) => element.businessObject.get("camunda:calledElementBinding") ?? "",
  write: (element, binding) => [
    update(element, element.businessObject, {
      "camunda:calledElementBinding": binding,
      "camunda:calledElementVersion": undefined,
      "camunda:calledElementVersionTag": undefined,
    }),
  ],
  options: (_, translate) => [
    { value: "latest", label: translate("latest") },
    { value: "version", label: translate("version") },
    { value: "versionTag", label: translate("version tag") },
  ],
});

const VERSION = attribute("called-version", "Version", "camunda:calledElementVersion");
const VERSION_TAG = attribute("called-version-tag", "Version tag", "camunda:calledElementVersionTag");

function attribute(id, label, name) {
  return field({
    id,
    label,
    read: (element) => element.businessObject.get(name),
    write: (element, value) => [update(element, element.businessObject, { [name]: value })],
  });
}

export function flowEntries(element) {
  const shown = element.businessObject;
  if (shown.$type === "bpmn:ScriptTask") return [SCRIPT];
  if (shown.$type === "bpmn:CallActivity") return [CALLED, BINDING, ...versions(shown)];
  return shown.$type === "bpmn:SequenceFlow" && chosen(shown) ? [CONDITION] : [];
}

function versions(shown) {
  const binding = shown.get("camunda:calledElementBinding");
  if (binding === "version") return [VERSION];
  return binding === "versionTag" ? [VERSION_TAG] : [];
}

function chosen(flow) {
  const choosing = ["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway", "bpmn:Activity"];
  return flow.conditionExpression || choosing.some((type) => flow.sourceRef?.$instanceOf(type));
}

function condition(element, body, create) {
  return create("bpmn:FormalExpression", { body }, element.businessObject);
}

// A flow with a condition is no longer the one taken where no condition is true.
function undefaulted(element, body) {
  const { source } = element;
  if (!body || source.businessObject.default !== element.businessObject) return [];
  return [{ cmd: "element.updateProperties", context: { element: source, properties: { default: undefined } } }];
}
