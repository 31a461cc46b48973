// bpmn-js as the editor has it, without the editor around it: open a model, edit it, say what would be saved.
import Modeler from "bpmn-js/lib/Modeler";
import camunda from "camunda-bpmn-moddle/resources/camunda.json";
import CamundaBehaviors from "camunda-bpmn-js-behaviors/lib/camunda-platform";

const container = document.body.appendChild(document.createElement("div"));
container.style.height = "600px";
const modeler = new Modeler({
  container,
  additionalModules: [CamundaBehaviors],
  moddleExtensions: { camunda },
});

const saved = async () => (await modeler.saveXML({ format: true })).xml;
const shapes = () =>
  modeler.get("elementRegistry").filter((each) => !each.waypoints && !each.labelTarget);

window.drawing = {
  // What it warned of, and what it would save although nothing was edited.
  async open(xml) {
    const { warnings } = await modeler.importXML(xml);
    return { warnings: warnings.map((each) => each.message), xml: await saved() };
  },
  saved,
  rename(id, name) {
    const registry = modeler.get("elementRegistry");
    modeler.get("modeling").updateProperties(registry.get(id), { name });
  },
  move(id, x, y) {
    const registry = modeler.get("elementRegistry");
    modeler.get("modeling").moveElements([registry.get(id)], { x, y });
  },
  remove(id) {
    modeler.get("modeling").removeElements([modeler.get("elementRegistry").get(id)]);
  },
  // A task behind another one, joined by a flow; its id.
  append(id) {
    const source = modeler.get("elementRegistry").get(id);
    return modeler.get("modeling").appendShape(source, { type: "bpmn:UserTask" }).id;
  },
  replace(id, type) {
    const element = modeler.get("elementRegistry").get(id);
    return modeler.get("bpmnReplace").replaceElement(element, { type }).id;
  },
  undo() {
    const stack = modeler.get("commandStack");
    while (stack.canUndo()) stack.undo();
  },
  shapes: () => shapes().map((each) => each.id),
};
