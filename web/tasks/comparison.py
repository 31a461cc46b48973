"""What the applicant stated beside what the registers answered, for who decides; differences are marked, nothing is decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from engine.identifiers import iin_birth_date
from web.cases.words import moment_words
from web.forms.prefill import IDENTITY_NAMES

COMPARED_AT = frozenset({"prepare-order"})
PERSONS: Mapping[str, tuple[object, object, object]] = {
    "applicant": (_("Applicant"), _("IIN of the applicant"), ""),
    "pupil": (_("Pupil"), _("IIN of the pupil"), _("Birth date of the pupil")),
}


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One line. source: who says `answered`; differs: both are known and are not the same."""

    label: str
    stated: str
    answered: str
    source: str

    @property
    def differs(self) -> bool:
        return bool(self.stated and self.answered) and _plain(self.stated) != _plain(self.answered)


def compared(form_key: str, scope: Mapping[str, object]) -> list[Compared]:
    """Nothing for a form at which nobody compares."""
    return [*_lines(scope)] if form_key in COMPARED_AT else []


def _lines(scope: Mapping[str, object]) -> Iterator[Compared]:
    identity, certificate = _part(scope, "identity"), _part(scope, "birth_certificate")
    name = " ".join(str(identity[part]) for part in IDENTITY_NAMES if identity.get(part))
    person = {**identity, "full_name": name}
    yield from _person(scope, "applicant", person, str(gettext("Identity")))
    if scope.get("relation") == "self":
        yield from _person(scope, "pupil", person, str(gettext("Identity")))
    yield from _person(scope, "pupil", certificate, str(gettext("Birth certificate")))
    if spelled := iin_birth_date(str(scope.get("pupil_iin") or "")):
        yield Compared(
            label=str(_("Birth date of the pupil")),
            stated=_shown(scope.get("pupil_birth_date")),
            answered=_shown(spelled.isoformat()),
            source=str(gettext("IIN of the pupil")),
        )


def _person(
    scope: Mapping[str, object], relation: str, answer: Mapping[str, object], source: str
) -> Iterator[Compared]:
    """Lines for what the answer holds."""
    by_hand = gettext("%(source)s, typed from the document", source=source)
    told = by_hand if answer.get("source") == "by-hand" else source
    parts = zip(("name", "iin", "birth_date"), ("full_name", "iin", "birth_date"), strict=True)
    for label, (own, part) in zip(PERSONS[relation], parts, strict=True):
        if label and answer.get(part):
            yield Compared(
                label=str(label),
                stated=_shown(scope.get(f"{relation}_{own}")),
                answered=_shown(answer[part]),
                source=str(told),
            )


def _part(scope: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = scope.get(name)
    return value if isinstance(value, Mapping) else {}


def _shown(value: object) -> str:
    return moment_words(str(value)) if value else ""


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
