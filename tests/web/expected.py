"""Who gets through each route, written out by hand beside the table of `people.rights`.

A new route gets one line here. `only(...)` names those of `tests.web.conftest.PEOPLE` who get through when the address
names the fixtures' case (of the first city), the specialist's user task in it (held by the specialist) or its published
document. Everybody else is answered 403; where the address names a case, those who may not know of it 404.
"""

from __future__ import annotations

from collections.abc import Mapping

ANYBODY = None
"""Public: whether signed in or not."""

UNAWARE = frozenset(
    {
        "foreign applicant",
        "foreign worker",
        "foreign chancellery",
        "foreign head",
        "foreign specialist",
        "analyst",
    }
)
"""Who is told nothing of the case: 404 where it is named."""

STAFF = ("worker", "chancellery", "head", "specialist")
ALL_STAFF = (*STAFF, *(f"foreign {name}" for name in STAFF))
"""For lists: each sees those of the own office."""

Expectation = frozenset[str] | None


def only(*people: str) -> frozenset[str]:
    return frozenset(people)


EXPECTED: Mapping[str, Expectation] = {
    "GET static": ANYBODY,
    "GET health.page": ANYBODY,
    "GET start.page": ANYBODY,
    "GET login.page": ANYBODY,
    "POST login.submit": ANYBODY,
    "POST login.leave": ANYBODY,
    "GET languages.choose": ANYBODY,
    "POST languages.choose": ANYBODY,
}
"""Method and endpoint to who gets through."""
