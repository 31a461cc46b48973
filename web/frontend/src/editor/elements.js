// Elements of the keyboard's menu; the words are those of the stock menus.
export const MADE = [
  { label: "User task", className: "bpmn-icon-user-task", type: "bpmn:UserTask" },
  { label: "Service task", className: "bpmn-icon-service-task", type: "bpmn:ServiceTask" },
  { label: "Send task", className: "bpmn-icon-send-task", type: "bpmn:SendTask" },
  { label: "Receive task", className: "bpmn-icon-receive-task", type: "bpmn:ReceiveTask" },
  { label: "Script task", className: "bpmn-icon-script-task", type: "bpmn:ScriptTask" },
  { label: "Manual task", className: "bpmn-icon-manual-task", type: "bpmn:ManualTask" },
  { label: "Call activity", className: "bpmn-icon-call-activity", type: "bpmn:CallActivity" },
  { label: "Exclusive gateway", className: "bpmn-icon-gateway-xor", type: "bpmn:ExclusiveGateway" },
  { label: "Parallel gateway", className: "bpmn-icon-gateway-parallel", type: "bpmn:ParallelGateway" },
  { label: "Inclusive gateway", className: "bpmn-icon-gateway-or", type: "bpmn:InclusiveGateway" },
  { label: "Event-based gateway", className: "bpmn-icon-gateway-eventbased", type: "bpmn:EventBasedGateway" },
  { label: "Start event", className: "bpmn-icon-start-event-none", type: "bpmn:StartEvent" },
  caught("Timer intermediate catch event", "timer", "Timer"),
  caught("Message intermediate catch event", "message", "Message"),
  caught("Signal intermediate catch event", "signal", "Signal"),
  { label: "Intermediate throw event", className: "bpmn-icon-intermediate-event-none", type: "bpmn:IntermediateThrowEvent" },
  { label: "End event", className: "bpmn-icon-end-event-none", type: "bpmn:EndEvent" },
  { label: "Sub-process (expanded)", className: "bpmn-icon-subprocess-expanded", type: "bpmn:SubProcess" },
];

function caught(label, icon, kind) {
  return {
    label,
    className: `bpmn-icon-intermediate-event-catch-${icon}`,
    type: "bpmn:IntermediateCatchEvent",
    eventDefinitionType: `bpmn:${kind}EventDefinition`,
  };
}
