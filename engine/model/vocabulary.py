"""The elements and attributes of BPMN 2.0 that are executed, or say nothing about execution. What is not here is refused."""

from __future__ import annotations

from types import MappingProxyType

from engine.words import said

_NAMED = "id name"
_ACTIVITY = f"{_NAMED} default startQuantity completionQuantity isForCompensation"
_TASK = f"{_ACTIVITY} implementation"
_EVENT = f"{_NAMED} parallelMultiple"
_EXPRESSION = "id language evaluatesToTypeRef"

#: Local name of the element → its attributes.
EXECUTED = MappingProxyType(
    {
        name: frozenset(attributes.split())
        for names, attributes in {
            "process": f"{_NAMED} isExecutable processType isClosed definitionalCollaborationRef",
            "collaboration": f"{_NAMED} isClosed",
            "laneSet childLaneSet": _NAMED,
            "lane": f"{_NAMED} partitionElementRef",
            "startEvent": f"{_EVENT} isInterrupting",
            "intermediateCatchEvent": _EVENT,
            "boundaryEvent": f"{_EVENT} attachedToRef cancelActivity",
            "endEvent intermediateThrowEvent": _NAMED,
            "userTask serviceTask": _TASK,
            "task manualTask": _ACTIVITY,
            "scriptTask": f"{_ACTIVITY} scriptFormat",
            "sendTask": f"{_TASK} messageRef",
            "receiveTask": f"{_TASK} messageRef instantiate",
            "subProcess": f"{_ACTIVITY} triggeredByEvent",
            "transaction": f"{_ACTIVITY} triggeredByEvent method",
            "callActivity": f"{_ACTIVITY} calledElement",
            "exclusiveGateway inclusiveGateway": f"{_NAMED} gatewayDirection default",
            "parallelGateway": f"{_NAMED} gatewayDirection",
            "eventBasedGateway": f"{_NAMED} gatewayDirection instantiate eventGatewayType",
            "sequenceFlow": f"{_NAMED} sourceRef targetRef isImmediate",
            "messageEventDefinition": "id messageRef",
            "signalEventDefinition": "id signalRef",
            "errorEventDefinition": "id errorRef",
            "escalationEventDefinition": "id escalationRef",
            "linkEventDefinition": _NAMED,
            "compensateEventDefinition": "id activityRef waitForCompletion",
            "timerEventDefinition terminateEventDefinition": "id",
            "conditionalEventDefinition cancelEventDefinition": "id",
            "conditionExpression condition timeDate timeDuration timeCycle": _EXPRESSION,
            "loopCondition loopCardinality completionCondition": _EXPRESSION,
            "standardLoopCharacteristics": "id testBefore loopMaximum",
            "multiInstanceLoopCharacteristics": "id isSequential behavior",
            "inputDataItem outputDataItem": f"{_NAMED} itemSubjectRef isCollection",
            "loopDataInputRef loopDataOutputRef": "",
            "script flowNodeRef incoming outgoing source target": "",
            "message": f"{_NAMED} itemRef",
            "signal": f"{_NAMED} structureRef",
            "error": f"{_NAMED} errorCode structureRef",
            "escalation": f"{_NAMED} escalationCode structureRef",
            # What a reader sees and no token does.
            "documentation": "id textFormat",
            "extensionElements": "",
            "textAnnotation": "id textFormat",
            "text": "",
            "association": "id sourceRef targetRef associationDirection",
            "group": "id categoryValueRef",
            "category": _NAMED,
            "categoryValue": "id value",
            "categoryValueRef": "",
            "dataObject dataObjectReference": f"{_NAMED} itemSubjectRef isCollection dataObjectRef",
            "dataState": _NAMED,
            "dataInputAssociation dataOutputAssociation": "id",
            "sourceRef targetRef": "",
            "property": f"{_NAMED} itemSubjectRef",
            "itemDefinition": "id itemKind structureRef isCollection",
            "auditing monitoring": "id",
            "relationship": "id type direction",
            "import": "namespace location importType",
            "dataStore": f"{_NAMED} capacity isUnlimited itemSubjectRef",
            "dataStoreReference": f"{_NAMED} itemSubjectRef dataStoreRef",
            "ioSpecification": "id",
            # Who may do a user task.
            "resource": _NAMED,
            "resourceRole performer humanPerformer potentialOwner": _NAMED,
        }.items()
        for name in names.split()
    }
)

#: Elements inside which nothing is executed: their content is not looked at.
NOT_ENTERED = frozenset(
    {
        *("extensionElements", "collaboration", "relationship", "itemDefinition", "category"),
        *("dataStore", "dataStoreReference", "ioSpecification", "resource"),
        *("resourceRole", "performer", "humanPerformer", "potentialOwner"),
    }
)

_DATA = said(
    "Variables belong to the whole case: delete it, or write camunda:inputOutput on the task."
)
_CORRELATION = said("Set the property `correlationKey` on the element that receives the message.")

#: Local name of the element → how to draw the same otherwise.
REDRAW = MappingProxyType(
    {
        "businessRuleTask": said(
            "Draw a gateway with conditions, or let a worker decide in a service task."
        ),
        "adHocSubProcess": said(
            "Draw the order of the tasks, or a parallel gateway where any order will do."
        ),
        "complexGateway": said(
            "Use an inclusive gateway, or a multi-instance task with a completion condition."
        ),
        "eventDefinitionRef": said(
            "It points to no event definition of the file: choose the kind of the event on the event itself."
        ),
        "transformation": _DATA,
        "assignment": _DATA,
        "complexBehaviorDefinition": said("Leave the behaviour of the multi-instance at All."),
        "rendering": said("Name the form in camunda:formKey."),
        "correlationSubscription": _CORRELATION,
        "correlationProperty": _CORRELATION,
        "globalTask": said("Draw the task in the process that needs it."),
        "globalUserTask": said("Draw the user task in the process that needs it."),
        "globalScriptTask": said("Draw the script task in the process that needs it."),
        "globalManualTask": said("Draw the manual task in the process that needs it."),
        "globalBusinessRuleTask": said("Draw the business rule task in the process that needs it."),
        "callConversation": said("Draw the message flow only."),
        "extension": said("Delete the extension: its meaning is not known here."),
    }
)
REDRAW_ELSE = said("Replace it by the tasks, gateways and events of docs/rules.md.")

#: Attributes of certain elements with one value that runs → that value, and how to draw the same otherwise.
FIXED_ON = MappingProxyType(
    {
        ("intermediateCatchEvent", "parallelMultiple"): (
            ("false", "0", "true", "1"),
            said("Draw one catching event for each definition behind a parallel gateway."),
        ),
        ("eventBasedGateway", "instantiate"): (
            ("false", "0"),
            said("Start the process by a message start event for each of its events."),
        ),
        ("transaction", "triggeredByEvent"): (
            ("false", "0"),
            said("Draw it inside an event sub-process."),
        ),
    }
)

#: Attributes with one value that runs → that value in all its spellings, and how to draw the same otherwise.
FIXED = MappingProxyType(
    {
        "parallelMultiple": (
            ("false", "0"),
            said("Draw one catching event for each definition behind a parallel gateway."),
        ),
        "method": (
            ("##Compensate",),
            said("Let the transaction compensate, and draw what undoes its steps."),
        ),
        "waitForCompletion": (
            ("true", "1"),
            said("Draw the throwing event on a way of its own behind a parallel gateway."),
        ),
        "eventGatewayType": (("Exclusive",), said("Draw the events behind a parallel gateway.")),
        "implementation": (
            ("##WebService", "##unspecified", "##Unspecified"),
            said("Name the job in camunda:type and camunda:topic."),
        ),
    }
)
