"""The surface of SpiffWorkflow 3.2.0 that we stand on; the only place that names its modules.

Nothing in the library is patched: what it gets wrong (docs/decisions.md) is overridden in subclasses, so that two threads
never meet in a global of its own. For the type checker, which has no stubs for it, the part in use is written out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml import etree

    class Task:
        id: int
        workflow: Any
        task_spec: Any
        internal_data: dict[str, Any]
        _parent: int | None
        _children: list[int]
        _state: int

        @property
        def parent(self) -> Any: ...
        def run(self) -> bool | None: ...
        def error(self) -> None: ...

    class BpmnSpecMixin:
        name: str
        bpmn_id: str
        lane: str | None
        inputs: list[object]

        def __init__(self, wf_spec: object, bpmn_id: str, **attributes: object) -> None: ...
        def connect(self, taskspec: object) -> None: ...

    class BpmnProcessSpec:
        name: str
        task_specs: dict[str, Any]

        def __init__(
            self,
            name: str | None = None,
            description: str | None = None,
            filename: str | None = None,
        ) -> None: ...

    class BpmnWorkflow:
        spec: Any
        tasks: dict[int, Any]
        subprocess_specs: dict[str, object]
        subprocesses: dict[int, Any]

        def __init__(
            self,
            spec: object,
            subprocess_specs: object,
            script_engine: object,
            *,
            deserializing: bool,
        ) -> None: ...

    class BpmnSubWorkflow:
        spec: Any
        tasks: dict[int, Any]
        parent_task_id: Any
        top_workflow: Any

        def __init__(
            self, spec: object, parent_task_id: int, top_workflow: object, *, deserializing: bool
        ) -> None: ...

    class TaskParser:
        process_parser: Any
        spec_class: Any
        spec: Any
        node: etree._Element
        lane: str | None
        task: Any

        @property
        def bpmn_id(self) -> str: ...

    class ProcessParser:
        parser: Any
        node: etree._Element
        spec: Any

        @property
        def bpmn_id(self) -> str: ...
        def get_name(self) -> str: ...
        def get_node_by_id(self, node_id: str) -> etree._Element: ...
        def parse_node(self, node: etree._Element) -> object: ...

    class BpmnParser:
        messages: dict[str, str]
        signals: dict[str, str]
        errors: dict[str, dict[str, str | None]]
        escalations: dict[str, dict[str, str | None]]
        process_parsers: dict[str, object]

        def add_bpmn_xml(self, bpmn: etree._Element) -> None: ...
        def create_parser(
            self, node: etree._Element, filename: str | None = None, lane: str | None = None
        ) -> None: ...
        def get_spec(self, process_id: str) -> Any: ...

    class TaskState:
        FUTURE = 4
        READY = 16
        STARTED = 32
        COMPLETED = 64
        ERROR = 128
        CANCELLED = 256

    class ValidationException(Exception): ...
else:
    from SpiffWorkflow.bpmn.parser import BpmnParser, TaskParser
    from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
    from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
    from SpiffWorkflow.bpmn.specs import BpmnProcessSpec
    from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
    from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
    from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
    from SpiffWorkflow.task import Task
    from SpiffWorkflow.util.task import TaskState

__all__ = [
    "BpmnParser",
    "BpmnProcessSpec",
    "BpmnSpecMixin",
    "BpmnSubWorkflow",
    "BpmnWorkflow",
    "ProcessParser",
    "Task",
    "TaskParser",
    "TaskState",
    "ValidationException",
]
