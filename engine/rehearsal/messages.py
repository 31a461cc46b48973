"""Messages and signals on their way in a trace: those of the script, and those that instances send each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.expression.values import Value
from engine.model.dialect import EventKind as Trigger
from engine.rehearsal.outcome import Run
from engine.rehearsal.scenario import Scenario
from engine.step.values import OpenedSubscription, Step
from engine.step.version import Version
from engine.tokens.execution import Thrown


@dataclass(frozen=True, kw_only=True)
class Letter:
    """sender: None for one of the script, else the instance that sent it, whose own receivers have a signal already.

    correlation: whom it is meant for; empty for whoever waits. lasting: it stays on its way until somebody takes it.
    """

    trigger: Trigger
    name: str
    correlation: str = ""
    payload: Mapping[str, object] = field(default_factory=dict)
    sender: Run | None = None
    lasting: bool = True


class Post:
    """letters: on their way, the oldest first."""

    def __init__(self, versions: Sequence[Version], scenario: Scenario) -> None:
        self.versions = versions
        self._scripted = [
            (happening.after, Letter(trigger=trigger, **_content(happening)))
            for trigger, happenings in (
                (Trigger.MESSAGE, scenario.messages),
                (Trigger.SIGNAL, scenario.signals),
            )
            for happening in happenings
        ]
        self.letters = [letter for after, letter in self._scripted if not after]

    def notice(self, run: Run, step: Step, done: Sequence[str]) -> None:
        """What the instance has sent, and what the script sends after these completions."""
        for thrown in step.messages_thrown:
            self.letters.append(_thrown(Trigger.MESSAGE, thrown, run))
        for thrown in step.signals_thrown:
            self.letters.append(_thrown(Trigger.SIGNAL, thrown, run))
        if self._scripted:
            self.letters += [
                letter for name in done for after, letter in self._scripted if after == name
            ]

    def receivers(
        self, letter: Letter, runs: Iterable[Run]
    ) -> list[tuple[Run, OpenedSubscription]]:
        """Who takes it: of a message the first that waits, of a signal all."""
        found = list(_waiting(letter, runs))
        return found[:1] if letter.trigger is Trigger.MESSAGE else found

    def starts(self, letter: Letter) -> list[tuple[Version, str]]:
        """The start events that it triggers, with their processes: of a message one."""
        found = [
            (version, element.id)
            for version in self.versions
            for element in version.own.start_events
            if (letter.trigger, letter.name) in element.events
        ]
        return found[:1] if letter.trigger is Trigger.MESSAGE else found


def _content(happening: Any) -> dict[str, Value]:
    return {
        "name": happening.name,
        "correlation": happening.correlation,
        "payload": happening.payload,
    }


def _thrown(trigger: Trigger, thrown: Thrown, run: Run) -> Letter:
    key = thrown.correlation_key
    return Letter(
        trigger=trigger,
        name=thrown.name,
        correlation=run.standing.business_key if key is None else key,
        payload=thrown.variables,
        sender=run,
        lasting=trigger is Trigger.MESSAGE,
    )


def _waiting(letter: Letter, runs: Iterable[Run]) -> Iterator[tuple[Run, OpenedSubscription]]:
    signal = letter.trigger is Trigger.SIGNAL
    for run in runs:
        if signal and run is letter.sender:
            continue
        for opened in run.open.values():
            if (
                isinstance(opened, OpenedSubscription)
                and (opened.kind, opened.name) == (letter.trigger.value, letter.name)
                and (signal or letter.correlation in ("", opened.correlation_key))
            ):
                yield run, opened
