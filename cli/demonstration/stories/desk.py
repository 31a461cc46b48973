"""Stories that turn at the desk of the State Corporation."""

from __future__ import annotations

from datetime import date, time

from cli.demonstration.clock import Begin
from cli.demonstration.families import ALIKHAN, BEKZAT, DANIYAR, SANZHAR, SOFIA, TIMUR, TOMIRIS
from cli.demonstration.stories.parts import (
    checked,
    collected,
    entered,
    handed_over,
    identified,
    prepared,
    received,
    sent,
    signed,
    taken_in,
)
from cli.demonstration.story import Message, Story, outage, told, visit, worked
from people.demo_people import DISTRICT

GRANTED = Story(
    name="granted-at-the-desk",
    title="Granted at the desk, on the ground of health",
    begin=Begin(day=date(2016, 9, 5), at=time(9, 10)),
    family=BEKZAT,
    ground="health",
    steps=(
        visit(ticket="A017"),
        *taken_in(),
        *received(),
        prepared(),
        *signed(),
        handed_over(),
        *collected(),
    ),
    ends="ResultIssued",
)
BY_PROXY = Story(
    name="granted-by-proxy",
    title="Granted to a representative with a notarised power of attorney",
    begin=Begin(day=date(2016, 9, 6), at=time(11, 30)),
    family=TOMIRIS,
    ground="abroad_alone",
    steps=(
        visit(ticket="B004", by="daniyar"),
        *identified(by="daniyar"),
        *entered(),
        *checked(),
        *sent(),
        *received("yerlan"),
        prepared(days=4),
        *signed(),
        handed_over(),
        *collected({"issued_to": "representative", "issue_proxy_number": "1524"}),
    ),
    ends="ResultIssued",
)
HOME_VISIT = Story(
    name="granted-at-home",
    title="Granted in the district after a home visit, guardian of the pupil",
    begin=Begin(day=date(2016, 9, 7), at=time(10, 5)),
    family=DANIYAR,
    ground="health",
    place=DISTRICT,
    language="ru",
    steps=(
        visit(home_visit=True),
        *taken_in(),
        *received(),
        prepared(days=3),
        *signed(),
        handed_over(),
        *collected(),
    ),
    ends="ResultIssued",
)
INCOMPLETE = Story(
    name="incomplete-package",
    title="Refused at intake: the medical conclusion is missing",
    begin=Begin(day=date(2016, 9, 8), at=time(12, 15)),
    family=SANZHAR,
    ground="health",
    steps=(
        visit(ticket="A052"),
        *identified(),
        *worked("EnterApplication", minutes=8),
        *worked("RecordDocuments", {"documents": [{"kind": "application", "copy": "original"}]}),
        *worked(
            "CheckPackage",
            {
                "complete": False,
                "missing_docs": ["medical-conclusion", "birth-certificate"],
                "check_remark": "035-1/у нысанындағы қорытынды мен туу туралы куәліктің көшірмесі жоқ",
            },
        ),
        *worked("GiveRefusalReceipt"),
    ),
    ends="RefusedAtIntake",
)
IDENTITY_BY_HAND = Story(
    name="identity-by-hand",
    title="The gateway is down: the worker types what the document shows",
    begin=Begin(day=date(2016, 9, 14), at=time(15, 20)),
    family=TIMUR,
    ground="abroad_with_parents",
    language="ru",
    steps=(
        visit(ticket="A031"),
        outage(down=True),
        *identified(),
        *worked("IdentityByHand", wait=2, minutes=3),
        outage(down=False),
        *entered(),
        *checked(),
        *sent(),
        *received("yerlan"),
        prepared(),
        *signed(),
        handed_over(),
        *collected(),
    ),
    ends="ResultIssued",
)
SLOW_GATEWAY = Story(
    name="identity-at-a-later-attempt",
    title="The gateway answers again before the minute is over, nobody has to type",
    begin=Begin(day=date(2016, 9, 15), at=time(16, 40)),
    family=SOFIA,
    ground="health",
    language="ru",
    steps=(
        visit(ticket="A036"),
        outage(down=True),
        *worked("Identify", minutes=2),
        outage(down=False),
        *entered(),
        *checked(),
        *sent(),
        *received(),
        prepared(),
        *signed(),
        handed_over(),
        *collected(),
    ),
    ends="ResultIssued",
)
GATEWAY_CERTIFICATE = Story(
    name="certificate-by-gateway",
    title="Granted: the birth certificate comes through the gateway",
    begin=Begin(day=date(2016, 9, 19), at=time(14, 0)),
    family=ALIKHAN,
    ground="abroad_with_parents",
    steps=(
        visit(ticket="A008"),
        *taken_in(),
        *received(),
        prepared(days=2),
        *signed(),
        handed_over(),
        *collected(days=1),
    ),
    ends="ResultIssued",
)
WITHDRAWN = Story(
    name="withdrawn-at-the-desk",
    title="Withdrawn before the signature: the draft of the order becomes void",
    begin=Begin(day=date(2016, 9, 20), at=time(10, 45)),
    family=BEKZAT,
    ground="health",
    steps=(
        visit(ticket="A011"),
        *taken_in(),
        *received(),
        prepared(),
        told(Message.WITHDRAWN, {"withdrawal_reason": "Отбасы басқа қалаға көшеді"}, minutes=90),
    ),
    ends="ApplicationWithdrawn",
)

DESK = (
    GRANTED,
    BY_PROXY,
    HOME_VISIT,
    INCOMPLETE,
    IDENTITY_BY_HAND,
    SLOW_GATEWAY,
    GATEWAY_CERTIFICATE,
    WITHDRAWN,
)
