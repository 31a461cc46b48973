"""Exactly one process of the file runs, and it has an id."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.definition import executable_processes
from engine.model.findings import Finding

RULE = "executable-process"


def executable_process(root: etree._Element) -> Iterator[Finding]:
    processes = executable_processes(root)
    if not processes:
        message = (
            "No process runs. Tick «Executable» in the properties of the process that shall run."
        )
        yield Finding(rule=RULE, element_id="", message=message)
    for extra in processes[1:]:
        message = f"A second process runs beside {processes[0].get('id')}. Draw it in a file of its own, or untick «Executable»."
        yield Finding(rule=RULE, element_id=extra.get("id", ""), message=message)
