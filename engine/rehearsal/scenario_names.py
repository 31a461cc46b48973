"""Names in a scenario that the model does not have: a slip of the pen there would test nothing."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.values import ProcessDefinition
from engine.rehearsal.scenario import Scenario
from engine.words import Sentence, said


def unknown_names(definition: ProcessDefinition, scenario: Scenario) -> tuple[Sentence, ...]:
    """One sentence for each name, in the order of the file. definition: with what is called, as `Version` shows it."""
    elements = {element_id.rpartition("/")[2] for element_id in definition.elements}
    types = {element.job_type for element in definition.elements.values()}
    return (
        *_elements(scenario, elements),
        *(
            said("jobs.{name}: no element of the model has this job type.", name=name)
            for name in scenario.jobs
            if name not in types
        ),
    )


def _elements(scenario: Scenario, known: set[str]) -> Iterator[Sentence]:
    named = [(f"answers.{name}", name) for name in scenario.answers]
    for room, happenings in (("messages", scenario.messages), ("signals", scenario.signals)):
        named += [
            (f"{room}[{index}].after", happening.after)
            for index, happening in enumerate(happenings)
            if happening.after
        ]
    for where, name in named:
        if name not in known:
            yield said("{where}: the model has no element {name}.", where=where, name=name)
