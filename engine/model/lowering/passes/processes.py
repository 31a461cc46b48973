"""Only the executable processes stay: other pools of a collaboration show who else takes part."""

from __future__ import annotations

from lxml import etree

from engine.model.definition import executable_processes
from engine.model.dialect import bpmn


def keep_executable(root: etree._Element) -> None:
    kept = executable_processes(root)
    for process in list(root.iterchildren(bpmn("process"))):
        if process in kept:
            process.set("isExecutable", "true")
        else:
            root.remove(process)
