// An entry of the panel from what it reads and writes. Entries are made once: a new component would lose the focus.
import {
  isSelectEntryEdited,
  isTextAreaEntryEdited,
  isTextFieldEntryEdited,
  SelectEntry,
  TextAreaEntry,
  TextFieldEntry,
} from "@bpmn-io/properties-panel";
import { useService } from "bpmn-js-properties-panel";

const KINDS = {
  text: { draw: TextFieldEntry, isEdited: isTextFieldEntryEdited },
  area: { draw: TextAreaEntry, isEdited: isTextAreaEntryEdited },
  select: { draw: SelectEntry, isEdited: isSelectEntryEdited },
};

// read(element): text or undefined; write(element, text or undefined, create): commands, undone together.
export function field({ id, kind = "text", label, description, read, write, options }) {
  const { draw, isEdited } = KINDS[kind];

  function Field({ element }) {
    const translate = useService("translate");
    const commandStack = useService("commandStack");
    const factory = useService("bpmnFactory");
    const choices = useService("choices");
    const debounce = useService("debounceInput");
    const setValue = (value) => {
      const commands = write(element, value || undefined, createIn(factory));
      commandStack.execute("properties-panel.multi-command-executor", commands);
    };
    return draw({
      element,
      id,
      label: translate(label),
      description: description && translate(description),
      getValue: () => read(element) ?? "",
      setValue,
      debounce,
      autoResize: kind === "area",
      getOptions: options && (() => withPresent(options(choices, translate), read(element), translate)),
    });
  }

  return { id, component: Field, isEdited };
}

// A value that is no choice of this node stays visible: the check says what is wrong with it.
function withPresent(options, value, translate) {
  const known = !value || options.some((option) => option.value === value);
  const none = { value: "", label: translate("<none>") };
  return known ? [none, ...options] : [none, ...options, { value, label: translate("{value} (unknown)", { value }) }];
}

export function update(element, moddleElement, properties) {
  return { cmd: "element.updateModdleProperties", context: { element, moddleElement, properties } };
}

function createIn(factory) {
  return (type, properties, parent) => {
    const made = factory.create(type, properties);
    made.$parent = parent;
    return made;
  };
}
