"""The page in a case file: the time-line in one language, without scripts, readable where the product is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from lxml import etree
from lxml.html import tostring
from lxml.html.builder import E

from audit import wording
from audit.actors import Performer
from audit.exports import page_words as say
from audit.exports.text import xml_text
from audit.film import Film, FilmStep
from audit.gateways import Branch, Choice, shown, told
from audit.words import span_words
from engine.history.events import EventKind, instant_text
from engine.model.values import ProcessDefinition
from engine.words import LANGUAGES
from people.values import ALMATY

PAGES = {"kk": "index.html", "ru": "index.ru.html", "en": "index.en.html"}
STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
nav a{margin-right:1rem}code,td{overflow-wrap:anywhere}code{font-size:.85em}
.picture{overflow:auto;max-height:80vh;border:1px solid #767676;background:#fff}
ol{list-style:none;padding:0}li.event{border-top:1px solid #767676;padding:.75rem 0}
li.trouble{border-left:.4rem solid #b3261e;padding-left:.75rem}
table{border-collapse:collapse;margin:.5rem 0;max-width:100%}th,td{border:1px solid #767676;padding:.2rem .5rem;text-align:left;vertical-align:top}
h2{font-size:1.1rem;margin:0}
"""

Performers = Mapping[int, Performer]
CLOSING = frozenset({EventKind.USER_TASK_COMPLETED, EventKind.USER_TASK_ESCALATED})
"""Events that settle whether a term was kept."""


def case_page(
    film: Film,
    definition: ProcessDefinition,
    performers: Performers,
    *,
    language: str,
    exported_at: datetime,
    names: Mapping[str, str] = MappingProxyType({}),
    diagram: str = "",
) -> bytes:
    """A whole HTML document. names: of persons whom an event names, by id.

    diagram: SVG of the model as it stood at the end; empty where it is not drawn.
    """
    page = _Page(definition, performers, names, language)
    title = say.TITLE.filled(number=film.business_key).text(language)
    body = E.body(
        E.nav(*_links(language)),
        E.h1(xml_text(title)),
        *page.summary(film, exported_at),
        *_drawing(diagram, say.PICTURE.text(language)),
        E.h2(say.TIME_LINE.text(language)),
        E.ol(*(page.event(step) for step in film.steps)),
    )
    head = E.head(
        E.meta(charset="utf-8"),
        E.meta(name="viewport", content="width=device-width, initial-scale=1"),
        E.title(xml_text(title)),
        E.style(STYLE),
    )
    document = E.html(head, body, lang=language)
    return bytes(tostring(document, doctype="<!DOCTYPE html>", encoding="utf-8"))


def _links(language: str) -> Iterator[object]:
    names = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
    for other in LANGUAGES:
        current = {"aria-current": "page"} if other == language else {}
        yield E.a(names[other], {"lang": other, **current}, href=PAGES[other])


def _drawing(diagram: str, label: str) -> Iterator[object]:
    """At its own size, to be scrolled by keyboard too."""
    if diagram:
        box = {"class": "picture", "role": "region", "aria-label": label, "tabindex": "0"}
        yield E.div(box, etree.fromstring(diagram))


class _Page:
    """One language of one case."""

    def __init__(
        self,
        definition: ProcessDefinition,
        performers: Performers,
        names: Mapping[str, str],
        language: str,
    ) -> None:
        self._definition, self._performers = definition, performers
        self._names, self._language = names, language

    def summary(self, film: Film, exported_at: datetime) -> Iterator[object]:
        last = film.steps[-1] if film.steps else None
        facts = (
            (say.SERVICE, self._definition.label.text(self._language)),
            (say.MODEL, f"{film.key} {film.version} ({film.rules})"),
            (say.INSTANCE, film.instance_id),
            (say.STATUS, wording.STATUSES[last.status].text(self._language) if last else ""),
            (say.OUTCOME, self._name(last.outcome or "") if last else ""),
            (say.EVENTS, len(film.steps)),
            (say.HEAD, film.head),
            (say.EXPORTED, _local(exported_at)),
        )
        yield self._table(facts)
        yield E.p(say.NOT_PROOF.text(self._language))
        if film.broken is not None:
            broken = say.BROKEN.filled(seq=film.broken.seq, reason=film.broken.reason)
            yield E.p(E.strong(xml_text(broken.text(self._language))))

    def event(self, step: FilmStep) -> Any:
        kind = wording.KINDS[step.kind].text(self._language)
        name = self._name(step.element_id)
        heading = f"{step.seq}. {kind}" + (f": {name}" if name else "")
        return E.li(
            {"class": f"event {step.mark.value}", "id": f"event-{step.seq}"},
            E.h2(xml_text(heading)),
            E.p(
                E.time(_local(step.at), datetime=instant_text(step.at)),
                " · ",
                xml_text(self._performer(step)),
            ),
            *self._details(step),
            E.p(E.code(step.hash)),
        )

    def _details(self, step: FilmStep) -> Iterator[object]:
        if step.path:
            yield E.p(xml_text(" → ".join(self._name(one) for one in step.path)))
        for choice in step.choices:
            yield self._choice(choice)
        if step.kind in CLOSING and step.waited is not None and step.waited.kept is not None:
            kept = say.TERM_KEPT if step.waited.kept else say.TERM_BROKEN
            due = _local(step.waited.due_at) if step.waited.due_at else ""
            waited = span_words(step.waited.waited)
            yield E.p(kept.filled(waited=waited, due=due).text(self._language))
        for trouble in step.troubles:
            yield E.p(E.strong(xml_text(trouble)))
        for name, words in say.NOTES.items():
            if step.note.get(name) not in (None, ""):
                yield E.p(xml_text(f"{words.text(self._language)}: {self._noted(step, name)}"))
        if step.changes:
            yield self._changes(step)

    def _noted(self, step: FilmStep, name: str) -> str:
        value = step.note[name]
        if isinstance(value, bool):
            return say.ANSWERS[value].text(self._language)
        if isinstance(value, str):
            return self._names.get(value) or self._name(value)
        return told(value)

    def _choice(self, choice: Choice) -> object:
        heads = (say.WAY, say.CONDITION, say.READ, say.RESULT)
        rows = [[words.text(self._language) for words in heads]]
        rows += [self._branch(branch) for branch in choice.branches]
        why = " ".join(words.text(self._language) for words in choice.why)
        return E.div(
            E.p(xml_text(f"{self._name(choice.element_id)}: {why}")),
            _rows(rows),
        )

    def _branch(self, branch: Branch) -> list[str]:
        taken = f" — {say.TAKEN.text(self._language)}" if branch.taken else ""
        default = say.BY_DEFAULT.text(self._language) if branch.default else "—"
        return [
            self._name(branch.target) + taken,
            branch.condition or default,
            ", ".join(f"{path} = {shown(value)}" for path, value in branch.reads) or "—",
            say.ANSWERS[branch.result].text(self._language),
        ]

    def _changes(self, step: FilmStep) -> object:
        """Values of what was added or changed; a word for what was taken away."""
        removed = say.REMOVED.text(self._language)
        rows = [[words.text(self._language) for words in (say.VARIABLE, say.VALUE)]]
        rows += [
            [change.name, told(change.after) if change.kind != "removed" else removed]
            for change in step.changes
        ]
        return _rows(rows)

    def _performer(self, step: FilmStep) -> str:
        found = self._performers.get(step.seq)
        return found.words().text(self._language) if found else step.actor

    def _name(self, element_id: str) -> str:
        element = self._definition.elements.get(element_id)
        return (element.label.text(self._language) if element else "") or element_id

    def _table(self, facts: tuple[tuple[Any, Any], ...]) -> object:
        return E.table(
            *(
                E.tr(E.th(words.text(self._language), scope="row"), E.td(xml_text(str(value))))
                for words, value in facts
            )
        )


def _rows(rows: Sequence[Sequence[str]]) -> object:
    """rows: the first has the headings."""
    heads = E.tr(*(E.th(head, scope="col") for head in rows[0]))
    return E.table(heads, *(E.tr(*(E.td(xml_text(cell)) for cell in row)) for row in rows[1:]))


def _local(at: datetime) -> str:
    """As people in Kazakhstan read it; the machine's form stands in the `datetime` attribute."""
    return at.astimezone(ALMATY).strftime("%d.%m.%Y %H:%M:%S")
