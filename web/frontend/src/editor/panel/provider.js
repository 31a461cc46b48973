// The stock panel without what the dialect refuses, and with what it adds. Registered after the stock providers.
import { Group } from "@bpmn-io/properties-panel";
import { flowEntries } from "./flow.js";
import { nameBesides } from "./names.js";
import { workEntries } from "./work.js";

const AFTER_STOCK = 400;
const PREFIX = "CamundaPlatform__";
// Stock groups that only say what is refused, or that ours replace; those with content stay, so that it can be deleted.
const REFUSED = {
  ExecutionListener: "camunda:ExecutionListener",
  TaskListener: "camunda:TaskListener",
  FieldInjection: "camunda:Field",
  FormData: "camunda:FormData",
};
const REPLACED = [
  "AsynchronousContinuations", "BusinessKey", "CallActivity", "CandidateStarter", "ConnectorInput", "ConnectorOutput",
  "Errors", "ExternalTask", "Form", "HistoryCleanup", "Implementation", "JobExecution", "ProcessVariables", "Script",
  "StartInitiator", "Tasklist",
];
const UNREAD_ENTRIES = [
  "candidateUsers", "dueDate", "followUpDate", "priority",
  "multiInstanceAsynchronousBefore", "multiInstanceAsynchronousAfter", "multiInstanceExclusive",
  "multiInstanceRetryTimeCycle",
];

class DialectProvider {
  constructor(propertiesPanel, translate) {
    this._translate = translate;
    propertiesPanel.registerProvider(AFTER_STOCK, this);
  }

  getGroups(element) {
    return (groups) => {
      const kept = groups.filter((group) => isRead(group, element)).map((group) => this._worded(withoutUnread(group)));
      const general = kept.find((group) => group.id === "general");
      if (general) {
        general.shouldOpen = true;
        nameBesides(element, general.entries);
      }
      const own = this._ownGroup(element);
      return own ? [...kept.slice(0, 1), own, ...kept.slice(1)] : kept;
    };
  }

  // Groups speak English unless each of them is handed its words.
  _worded(group) {
    const translate = this._translate;
    return { ...group, translate, items: group.items?.map((item) => ({ ...item, translate })) };
  }

  _ownGroup(element) {
    const entries = [...workEntries(element), ...flowEntries(element)];
    if (entries.length === 0) return null;
    return { id: "execution", label: this._translate("Execution"), component: Group, entries, shouldOpen: true, translate: this._translate };
  }
}
DialectProvider.$inject = ["propertiesPanel", "translate"];

function isRead(group, element) {
  const name = group.id.startsWith(PREFIX) ? group.id.slice(PREFIX.length) : "";
  if (REPLACED.includes(name)) return false;
  if (name === "Condition" && element.businessObject.$type === "bpmn:SequenceFlow") return false;
  return !(name in REFUSED) || extended(element, REFUSED[name]);
}

function extended(element, type) {
  return (element.businessObject.extensionElements?.values ?? []).some((each) => each.$type === type);
}

function withoutUnread(group) {
  if (!group.entries) return group;
  return { ...group, entries: group.entries.filter((entry) => !UNREAD_ENTRIES.includes(entry.id)) };
}

export default { __init__: ["dialectProvider"], dialectProvider: ["type", DialectProvider] };
