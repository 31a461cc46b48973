"""One process stays: other pools of a collaboration run by themselves, or show who else takes part."""

from __future__ import annotations

from lxml import etree

from engine.model.definition import executable_processes
from engine.model.dialect import bpmn


def keep_process(root: etree._Element, process_id: str | None) -> None:
    """process_id: None for all that are executable."""
    kept = executable_processes(root)
    for process in list(root.iterchildren(bpmn("process"))):
        if process in kept and process_id in (None, process.get("id")):
            process.set("isExecutable", "true")
        else:
            root.remove(process)
