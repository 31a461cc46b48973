"""A case as a film: one event a page, computed from the history alone; and who looked at the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from flask import Blueprint, current_app, render_template, request
from flask_babel import lazy_gettext as _

from audit.actors import Performer, actor_ids, named_persons, performers
from audit.film import Film, FilmStep, Mark
from audit.films import Films
from audit.papers import papers_at
from audit.queries.posts import names_of, posts_of
from audit.shelf import stored_papers
from audit.wording import KINDS, STATUSES
from engine.step.version import Version
from engine.storage.queries import version_by_id
from people.actions import Action
from people.rights import Case
from people.store import Connection
from web.access import access, current_subject
from web.audit.form import chosen_persons, seen_form
from web.audit.models import element_label, end_labels, span_words
from web.audit.step import StepView, step_view
from web.forms.view import FileShown
from web.languages import current_language
from web.pictures import picture
from web.platform import current_platform
from workers.documents import store as documents

FILMS = "ruqsat-films"  # of the app's extensions
MARKS = {
    Mark.TROUBLE: _("trouble"),
    Mark.TERM: _("term passed"),
    Mark.END: _("end of the case"),
    Mark.PERSON: _("act of a person"),
    Mark.TIMER: _("time came"),
    Mark.MESSAGE: _("message"),
    Mark.MACHINE: _("done by a machine"),
}
SIGNS = {
    Mark.TROUBLE: "!",
    Mark.TERM: "▲",
    Mark.END: "■",
    Mark.PERSON: "●",
    Mark.TIMER: "◷",
    Mark.MESSAGE: "✉",
    Mark.MACHINE: "·",
}

blueprint = Blueprint("audit_film", __name__)


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One event on the bar."""

    seq: int
    mark: str
    sign: str
    words: str
    current: bool


@blueprint.get("/audit/<instance_id>")
@access(Action.REPLAY)
def page(instance_id: str) -> str:
    """The case after one event, the first where the address names none; a broken history up to its break."""
    platform = current_platform()
    with platform.database.snapshot() as connection:
        film = kept_films().film(platform.runtime, connection, instance_id)
        version = version_by_id(connection, platform.runtime.versions, film.definition_id)
        version = version.bound(film.bindings)
        step = film.step(asked_number(film, request.args.get("step")))
        view = _view(connection, film, version, step) if step else None
    language = current_language()
    return render_template(
        "audit/film.html",
        film=film,
        view=view,
        status=STATUSES[step.status].text(language) if step else "",
        outcome=_outcome(version, step, language),
        waited=span_words(step.waited.waited) if step and step.waited else "",
        ticks=_ticks(film, version, step, language),
        marks=[(SIGNS[mark], mark.value, words) for mark, words in MARKS.items()],
        moves=moves_from(film, step.seq) if step else {},
        picture=_picture(version, step, language) if step else None,
    )


def kept_films() -> Films:
    """Those that this process keeps: another page of the same film is not shot anew."""
    return cast(Films, current_app.extensions.setdefault(FILMS, Films()))


def asked_number(film: Film, text: str | None) -> int:
    """The number in an address, brought into the film; 1 where it is none."""
    number = int(text) if text and text.isdecimal() and len(text) < 10 else 1
    return max(1, min(number, len(film.steps)))


def moves_from(film: Film, seq: int) -> dict[str, int | None]:
    """Where the controls lead; None where there is nothing."""
    last = len(film.steps)
    return {
        "first": 1 if seq > 1 else None,
        "previous": seq - 1 if seq > 1 else None,
        "next": seq + 1 if seq < last else None,
        "last": last if seq < last else None,
        "person": film.next_person(seq),
        "incident": film.next_incident(seq),
    }


def performer_of(connection: Connection, step: FilmStep, names: Mapping[str, str]) -> Performer:
    """Who acted in one step, with the post of that day."""
    posts = posts_of(connection, actor_ids((step,)))
    return performers((step,), names, posts, case_of_page().offices)[step.seq]


def case_of_page() -> Case:
    case = current_subject().case
    assert case is not None, "the address names a case: web.access loads it"
    return case


def _view(connection: Connection, film: Film, version: Version, step: FilmStep) -> StepView:
    papers = tuple(stored_papers(documents, connection, current_platform().vault, film.instance_id))
    form = step.form if step.form and step.form.text else None
    chosen = chosen_persons(form) if form else frozenset()
    names = names_of(connection, actor_ids((step,)) | named_persons((step,)) | chosen)
    language = current_language()
    files = {
        each.id: FileShown(document_id=each.id, name=each.file_name, size=0) for each in papers
    }
    return step_view(
        step,
        version,
        performer_of(connection, step, names),
        papers_at(papers, step.at),
        seen_form(form, files, {one: names[one] for one in chosen & names.keys()}, language)
        if form
        else None,
        names,
        language,
    )


def _picture(version: Version, step: FilmStep, language: str) -> str | None:
    title = version.definition.label.text(language) or version.key
    return picture(version.xml, step.marks, language=language, title=title, around=step.focus)


def _outcome(version: Version, step: FilmStep | None, language: str) -> str:
    if step is None or not step.outcome:
        return ""
    return end_labels((version,), language).get(step.outcome, step.outcome)


def _ticks(film: Film, version: Version, current: FilmStep | None, language: str) -> list[Tick]:
    return [
        Tick(
            seq=step.seq,
            mark=step.mark.value,
            sign=SIGNS[step.mark],
            words=": ".join(filter(None, _told(step, version, language))),
            current=current is not None and step.seq == current.seq,
        )
        for step in film.steps
    ]


def _told(step: FilmStep, version: Version, language: str) -> tuple[str, str]:
    element = element_label(version, step.element_id, language) if step.element_id else ""
    return KINDS[step.kind].text(language), element
