// Draws one of each, opens every menu and every group of the panel; what had no word in the page's language.
async (place) => {
  const m = place.modeler, get = (n) => m.get(n);
  const pause = () => new Promise((r) => setTimeout(r, 25));
  const frame = get("canvas"), factory = get("elementFactory"), modeling = get("modeling"), selection = get("selection");
  await m.importXML(`<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="D" targetNamespace="x"><bpmn:process id="P" isExecutable="true"/><bpmndi:BPMNDiagram id="BD"><bpmndi:BPMNPlane id="BP" bpmnElement="P"/></bpmndi:BPMNDiagram></bpmn:definitions>`);
  const look = async (element) => {
    selection.select(element); await pause();
    for (const b of document.querySelectorAll(".bio-properties-panel-group-header .bio-properties-panel-add-entry")) { b.click(); await pause(); }
    for (const b of document.querySelectorAll(".bio-properties-panel-group-header-button")) b.click();
    await pause();
    for (const b of document.querySelectorAll(".bio-properties-panel-collapsible-entry-arrow")) b.click();
    await pause();
    for (const s of document.querySelectorAll(".bio-properties-panel-entry select")) {
      if (["errorRef","messageRef","signalRef","escalationRef"].some((n) => s.name === n || s.id.endsWith(n))) continue;
      for (const o of [...s.options].map((o) => o.value)) { s.value = o; s.dispatchEvent(new Event("change", { bubbles: true })); await pause(); }
    }
    for (const s of document.querySelectorAll("select")) if (/Ref$/.test(s.name)) { const o=[...s.options].find(o=>/create-new/.test(o.value)); if(o){s.value=o.value; s.dispatchEvent(new Event("change",{bubbles:true})); await pause();} }
    for (const t of ["bpmn-replace"]) { try { get("popupMenu").open(element, t, { x: 300, y: 300 }, { title: get("translate")("Change element"), search: true }); await pause(); get("popupMenu").close(); } catch (e) { console.warn(String(e)); } }
  };
  const root = () => frame.getRootElement();
  await look(root());
  const made = [];
  let x = 200;
  const add = async (attrs, parent) => { const s = modeling.createShape(factory.createShape(attrs), { x: (x += 160), y: 300 }, parent ?? root()); made.push(s); await look(s); return s; };
  for (const type of ["Task","UserTask","ServiceTask","SendTask","ReceiveTask","ManualTask","ScriptTask","CallActivity","BusinessRuleTask","ExclusiveGateway","ParallelGateway","InclusiveGateway","EventBasedGateway","ComplexGateway","DataObjectReference","DataStoreReference","TextAnnotation","Group","StartEvent","EndEvent","IntermediateThrowEvent","IntermediateCatchEvent"]) await add({ type: "bpmn:" + type });
  await add({ type: "bpmn:SubProcess", isExpanded: true }); await add({ type: "bpmn:SubProcess", isExpanded: false }); await add({ type: "bpmn:SubProcess", isExpanded: true, triggeredByEvent: true }); await add({ type: "bpmn:Transaction", isExpanded: true }); await add({ type: "bpmn:AdHocSubProcess", isExpanded: true });
  const E = (k) => `bpmn:${k}EventDefinition`;
  for (const k of ["Message","Timer","Signal","Conditional"]) await add({ type: "bpmn:StartEvent", eventDefinitionType: E(k) });
  for (const k of ["Message","Timer","Signal","Conditional","Link"]) await add({ type: "bpmn:IntermediateCatchEvent", eventDefinitionType: E(k) });
  for (const k of ["Message","Signal","Escalation","Link","Compensate"]) await add({ type: "bpmn:IntermediateThrowEvent", eventDefinitionType: E(k) });
  for (const k of ["Message","Signal","Escalation","Error","Terminate","Compensate","Cancel"]) await add({ type: "bpmn:EndEvent", eventDefinitionType: E(k) });
  const host = made.find((s) => s.type === "bpmn:UserTask");
  for (const k of ["Message","Timer","Signal","Conditional","Escalation","Error","Compensate"]) { const s = modeling.createShape(factory.createShape({ type: "bpmn:BoundaryEvent", eventDefinitionType: E(k) }), { x: host.x + 10, y: host.y + host.height }, host, { attach: true }); await look(s); }
  const [a, b, c] = ["ExclusiveGateway", "ServiceTask", "UserTask"].map((t) => made.find((s) => s.type === "bpmn:" + t));
  const f1 = modeling.connect(a, b), f2 = modeling.connect(a, c); await look(f1);
  modeling.updateProperties(a, { default: f2.businessObject }); await look(f2);
  for (const sequential of [false, true]) { modeling.updateProperties(c, { loopCharacteristics: get("bpmnFactory").create("bpmn:MultiInstanceLoopCharacteristics", { isSequential: sequential }) }); await look(c); }
  modeling.updateProperties(b, { loopCharacteristics: get("bpmnFactory").create("bpmn:StandardLoopCharacteristics") }); await look(b);
  selection.select([a, b]); await pause();
  for (const t of ["align-elements"]) { get("popupMenu").open([a, b, c, host], t, { x: 300, y: 300 }); await pause(); get("popupMenu").close(); }
  get("popupMenu").open(root(), "ruqsat-new", { x: 300, y: 300 }, { search: true }); await pause(); get("popupMenu").close();
  const sub = made.find((s) => s.type === "bpmn:SubProcess" && s.collapsed); if (sub) { await look(sub); }
  get("searchPad").open(); await pause(); get("searchPad").close();
  for (const s of [...get("elementRegistry").getAll()].slice(0, 3)) void s;
  get("minimap").toggle(); get("minimap").toggle();
  modeling.createShape(factory.createParticipantShape(), { x: 2000, y: 900 }, root()); await pause();
  const pool = get("elementRegistry").find((e) => e.type === "bpmn:Participant"); await look(pool);
  modeling.splitLane(pool, 2); await pause();
  await look(get("elementRegistry").find((e) => e.type === "bpmn:Lane"));
  const empty = modeling.createShape(factory.createParticipantShape({ isExpanded: false }), { x: 2000, y: 2900 }, root()); await look(empty);
  try { const mf = modeling.connect(made.find((s) => s.type === "bpmn:SendTask"), empty); await look(mf); } catch (e) { console.warn(String(e)); }
  selection.select([]); await pause();
  return [...get("translate").missing].sort();
}
