"""Models that look as nobody's program would write them."""

from __future__ import annotations

#: Another prefix than the drawing program's, comments, an instruction, CDATA, foreign parts, hand-made layout.
STRANGE = """<?xml version='1.0' encoding="UTF-8" standalone="yes"?>
<!-- Жоғарғы түсініктеме -->
<?editor keep="me"?>
<semantic:definitions xmlns:semantic="http://www.omg.org/spec/BPMN/20100524/MODEL"
                      xmlns:bpmndi='http://www.omg.org/spec/BPMN/20100524/DI'
                      xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
                      xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
                      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                      xmlns:acme="urn:acme:modeller"
                      targetNamespace="urn:x" id="D" acme:saved='today "late"'>
\t<!-- the process -->
\t<semantic:process isExecutable="true" name="Өтініш" id="visit" acme:colour="red">
\t\t<semantic:documentation><![CDATA[Бірінші <b>жол</b> & екінші]]></semantic:documentation>
\t\t<semantic:laneSet id="Lanes">
\t\t\t<semantic:lane id="Lane_A" name="Маман">
\t\t\t\t<semantic:flowNodeRef>Check</semantic:flowNodeRef> <!-- the check -->
\t\t\t\t<semantic:flowNodeRef>Begin</semantic:flowNodeRef>
\t\t\t</semantic:lane>
\t\t\t<semantic:lane name="Басшы" id="Lane_B"/>
\t\t</semantic:laneSet>
\t\t<semantic:textAnnotation id="Note"><semantic:text>Ескерту</semantic:text></semantic:textAnnotation>
\t\t<semantic:startEvent id="Begin"><semantic:outgoing>F1</semantic:outgoing></semantic:startEvent>

\t\t<!-- checked by a person -->
\t\t<semantic:userTask name='Тексеру' acme:mark="1"
\t\t\tid="Check">
\t\t\t<acme:sketch>dropped on import</acme:sketch>
\t\t\t<semantic:extensionElements>
\t\t\t\t<acme:fields><acme:field id="one" kind="a">α</acme:field><acme:field id="two"/></acme:fields>
\t\t\t\t<!-- inside the extension -->
\t\t\t</semantic:extensionElements>
\t\t\t<semantic:incoming>F1</semantic:incoming>
\t\t\t<semantic:outgoing>F2</semantic:outgoing>
\t\t</semantic:userTask>
\t\t<semantic:subProcess id="Part" name="Бөлік">
\t\t\t<semantic:incoming>F2</semantic:incoming>
\t\t\t<semantic:scriptTask id="Count" scriptFormat="ruqsat"><semantic:script><![CDATA[a = 1 < 2]]></semantic:script></semantic:scriptTask>
\t\t</semantic:subProcess>
\t\t<semantic:sequenceFlow id="F1" sourceRef="Begin" targetRef="Check" />
\t\t<semantic:sequenceFlow id="F2" sourceRef="Check" targetRef="Part">
\t\t\t<semantic:conditionExpression xsi:type="semantic:tFormalExpression">a &gt; 1</semantic:conditionExpression>
\t\t</semantic:sequenceFlow>
\t</semantic:process>
\t<bpmndi:BPMNDiagram id="Diagram">
\t\t<bpmndi:BPMNPlane bpmnElement="visit" id="Plane">
\t\t\t<bpmndi:BPMNShape bpmnElement="Check" id="S1" acme:zoom="2"><dc:Bounds x="10" y="20" width="100" height="80"/></bpmndi:BPMNShape>
\t\t\t<bpmndi:BPMNShape bpmnElement="Part"><dc:Bounds x="200" y="20" width="200" height="180"/></bpmndi:BPMNShape>
\t\t\t<bpmndi:BPMNShape bpmnElement="Count" id="S3"><dc:Bounds x="210" y="20" width="100" height="80"/></bpmndi:BPMNShape>
\t\t\t<bpmndi:BPMNShape bpmnElement="Begin" id="S4"><dc:Bounds x="-60" y="40" width="36" height="36"/></bpmndi:BPMNShape>
\t\t\t<bpmndi:BPMNEdge id="E1" bpmnElement="F1"><di:waypoint x="-24" y="58"/><di:waypoint x="10" y="58"/></bpmndi:BPMNEdge>
\t\t\t<bpmndi:BPMNEdge id="E2" bpmnElement="F2"><di:waypoint x="1" y="1"/><di:waypoint x="2" y="2"/></bpmndi:BPMNEdge>
\t\t</bpmndi:BPMNPlane>
\t</bpmndi:BPMNDiagram>
</semantic:definitions>
<!-- the end -->
""".encode()

#: The same with the line ends of Windows and a byte order mark.
WINDOWS = b"\xef\xbb\xbf" + STRANGE.replace(b"\n", b"\r\n")

#: The same in two bytes a character.
WIDE = STRANGE.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")

#: All in one line.
FLAT = b"".join(line.strip() + b" " for line in STRANGE.splitlines()).strip()

TASKS = ("Check", "Count", "Part")
ALL = {"strange": STRANGE, "windows": WINDOWS, "wide": WIDE, "flat": FLAT}
