// Who or what does it: job type, form, lane, term, retries, correlation.
import { field, update } from "./fields.js";
import { owner, readProperty, writeProperty } from "./properties.js";

const EXTERNAL = "external";
const CODE = { class: undefined, expression: undefined, delegateExpression: undefined };

const JOB = field({
  id: "job-type",
  kind: "select",
  label: "Job type",
  description: "The worker that does it.",
  read: (element) => bearer(element).get("camunda:topic"),
  write: (element, topic) => [update(element, bearer(element), external(topic))],
  options: (choices) => choices.jobs.map(({ key, label }) => option(key, label)),
});

const FORM = field({
  id: "form-key",
  kind: "select",
  label: "Form",
  description: "What the person fills in.",
  read: (element) => element.businessObject.get("camunda:formKey"),
  write: (element, key) => [update(element, element.businessObject, { "camunda:formKey": key })],
  options: (choices) => choices.forms.map(({ key, label }) => option(key, label)),
});

const TERM = field({
  id: "due-date",
  label: "Term",
  description: "An expression: businessDays(3), businessMinutes(15, 'provider').",
  read: (element) => element.businessObject.get("camunda:dueDate"),
  write: (element, text) => [update(element, element.businessObject, { "camunda:dueDate": text })],
});

const RETRIES = field({
  id: "retries",
  label: "Retries",
  description: "R3/PT1M: three attempts in all, a minute between.",
  read: readProperty("retries"),
  write: writeProperty("retries"),
});

const CORRELATION = field({
  id: "correlation-key",
  label: "Correlation key",
  description: "An expression; empty: the number of the case.",
  read: readProperty("correlationKey"),
  write: writeProperty("correlationKey"),
});

const ROLE = field({
  id: "lane-role",
  kind: "select",
  label: "Role",
  description: "The name of a lane says who works in it.",
  read: (element) => element.businessObject.name,
  write: (element, name) => [{ cmd: "element.updateProperties", context: { element, properties: { name } } }],
  options: (choices) => choices.lanes.map(({ key, label }) => option(key, label)),
});

const PROCESS_TERM = field({
  id: "process-due-date",
  label: "Term of the case",
  description: "An expression: businessDays(15, accepted_at).",
  read: readProperty("dueDate"),
  write: writeProperty("dueDate"),
});

const RULES = field({
  id: "process-rules",
  label: "Edition of the rules",
  description: "The legal edition that the model follows, such as 2016.",
  read: readProperty("rules"),
  write: writeProperty("rules"),
});

const CATCHING = ["bpmn:StartEvent", "bpmn:IntermediateCatchEvent", "bpmn:BoundaryEvent"];

export function workEntries(element) {
  const shown = element.businessObject;
  const is = (...types) => types.some((type) => shown.$instanceOf(type));
  const message = messageOf(shown);
  if (is("bpmn:Lane")) return [ROLE];
  if (is("bpmn:ServiceTask", "bpmn:SendTask")) return [JOB, RETRIES];
  if (is("bpmn:UserTask")) return [FORM, TERM];
  if (is("bpmn:ReceiveTask") || (message && is(...CATCHING))) return [CORRELATION];
  if (is("bpmn:StartEvent") && !shown.eventDefinitions?.length) return [FORM];
  if (message) return [JOB, RETRIES];
  if (owner(element)?.$type === "bpmn:Process") return [PROCESS_TERM, RULES];
  return [];
}

function messageOf(shown) {
  return (shown.eventDefinitions ?? []).find((each) => each.$type === "bpmn:MessageEventDefinition");
}

// Camunda 7 writes the topic of a message event on its definition.
function bearer(element) {
  return messageOf(element.businessObject) ?? element.businessObject;
}

function external(topic) {
  const named = Object.entries({ ...CODE, type: topic && EXTERNAL, topic });
  return Object.fromEntries(named.map(([name, value]) => [`camunda:${name}`, value]));
}

function option(value, label) {
  return { value, label: label && label !== value ? `${label} (${value})` : value };
}
