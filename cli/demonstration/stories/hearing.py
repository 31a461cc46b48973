"""Stories of the edition in which the applicant is heard before a refusal (АППК, art. 73); they lie in the last weeks."""

from __future__ import annotations

from datetime import time

from cli.demonstration.clock import Begin
from cli.demonstration.families import ARTEM_BY_ASKAR, INKAR_BY_AIGERIM, NURISLAM_BY_ASKAR
from cli.demonstration.stories.parts import (
    UNCONFIRMED,
    filed,
    prepared,
    received,
    refused,
    signed,
)
from cli.demonstration.story import SERVICE_WITH_HEARING, Message, Story, applied, done, told

NOTICED = (applied(), *filed(), *received(), prepared(refused("unreliable", UNCONFIRMED), days=2))
OBJECTION = "Қорытынды 12-емханада берілген, нөмірі журналда бар; көшірмесін қайта жіберемін"

UPHELD = Story(
    name="objection-upheld",
    title="Preliminary notice: the objection is upheld and the permission granted",
    begin=Begin(days_ago=25, at=time(20, 10)),
    family=INKAR_BY_AIGERIM,
    ground="health",
    service=SERVICE_WITH_HEARING,
    steps=(
        *NOTICED,
        told(Message.OBJECTED, {"objection": OBJECTION}, minutes=200),
        done(
            "ConsiderObjection",
            {"objection_upheld": True, "objection_answer": "Журналдағы жазба расталды"},
            days=1,
            minutes=60,
        ),
        prepared(days=1),
        *signed(),
    ),
    ends="ResultIssued",
)
REJECTED = Story(
    name="objection-rejected",
    title="Preliminary notice: the objection changes nothing, refused with reasons",
    begin=Begin(days_ago=24, at=time(19, 25)),
    family=ARTEM_BY_ASKAR,
    ground="health",
    language="ru",
    service=SERVICE_WITH_HEARING,
    steps=(
        *NOTICED,
        told(
            Message.OBJECTED,
            {"objection": "Заключение настоящее, прошу проверить ещё раз"},
            minutes=90,
        ),
        done(
            "ConsiderObjection",
            {
                "objection_upheld": False,
                "objection_answer": "Поликлиника письменно сообщила, что заключение не выдавала",
            },
            days=1,
            minutes=60,
        ),
        *signed("SignRefusal"),
    ),
    ends="ReasonedRefusal",
)
UNANSWERED = Story(
    name="notice-term-ended",
    title="Preliminary notice: nobody objects within the term, refused with reasons",
    begin=Begin(days_ago=23, at=time(21, 40)),
    family=NURISLAM_BY_ASKAR,
    ground="health",
    language="ru",
    service=SERVICE_WITH_HEARING,
    steps=(*NOTICED, *signed("SignRefusal", days=4)),
    ends="ReasonedRefusal",
)

HEARING = (UPHELD, REJECTED, UNANSWERED)
