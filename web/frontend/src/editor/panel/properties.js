// What the dialect keeps in `camunda:properties`: labels, retries, correlation key, term and edition of the process.
import { update } from "./fields.js";

// A pool stands for its process.
export function owner(element) {
  const shown = element.businessObject;
  return shown.$type === "bpmn:Participant" ? shown.processRef : shown;
}

export function readProperty(name) {
  return (element) => items(holder(owner(element))).findLast((each) => each.name === name)?.value;
}

export function writeProperty(name) {
  return (element, value, create) => {
    const bearer = owner(element);
    const present = items(holder(bearer)).findLast((each) => each.name === name);
    if (value === undefined) return removal(element, bearer, name);
    if (present) return [update(element, present, { value })];
    return addition(element, bearer, { name, value }, create);
  };
}

function addition(element, bearer, property, create) {
  const extensions = bearer.extensionElements ?? create("bpmn:ExtensionElements", { values: [] }, bearer);
  const properties = holder(bearer) ?? create("camunda:Properties", { values: [] }, extensions);
  const made = create("camunda:Property", property, properties);
  const commands = [update(element, properties, { values: [...items(properties), made] })];
  if (!holder(bearer)) {
    commands.push(update(element, extensions, { values: [...(extensions.values ?? []), properties] }));
  }
  if (!bearer.extensionElements) commands.push(update(element, bearer, { extensionElements: extensions }));
  return commands;
}

// With the last property its holders go: an emptied field leaves nothing behind.
function removal(element, bearer, name) {
  const properties = holder(bearer);
  if (!properties) return [];
  const left = items(properties).filter((each) => each.name !== name);
  if (left.length > 0) return [update(element, properties, { values: left })];
  const others = bearer.extensionElements.values.filter((each) => each !== properties);
  if (others.length > 0) return [update(element, bearer.extensionElements, { values: others })];
  return [update(element, bearer, { extensionElements: undefined })];
}

function holder(bearer) {
  return (bearer?.extensionElements?.values ?? []).find((each) => each.$type === "camunda:Properties");
}

function items(properties) {
  return properties?.values ?? [];
}
