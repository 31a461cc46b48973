"""Stories that turn at the provider's, or after its decision."""

from __future__ import annotations

from datetime import date, time

from cli.demonstration.clock import Begin
from cli.demonstration.families import (
    AIARU,
    AMIR,
    DANA,
    ERASYL,
    ERNAR,
    SANZHAR,
    ZHANSAYA_BY_IVANOVA,
    ZHIBEK,
)
from cli.demonstration.stories.parts import (
    LATE_REASON,
    UNCONFIRMED,
    checked,
    collected,
    entered,
    handed_over,
    identified,
    prepared,
    received,
    refused,
    sent,
    signed,
    taken_in,
)
from cli.demonstration.story import (
    Message,
    Story,
    done,
    outage,
    reassigned,
    told,
    visit,
    worked,
)
from people.demo_people import DISTRICT

REFUSED = Story(
    name="refused-with-reasons",
    title="Refused with reasons, and handed out at the desk",
    begin=Begin(day=date(2016, 9, 9), at=time(9, 40)),
    family=ERNAR,
    ground="health",
    steps=(
        visit(ticket="A003"),
        *taken_in(),
        *received(),
        prepared(refused("unreliable", UNCONFIRMED), days=7),
        *signed("SignRefusal"),
        handed_over(),
        *collected(),
    ),
    ends="ReasonedRefusal",
)
ORDER_RETURNED = Story(
    name="order-returned",
    title="The head returns the order with a remark, then signs",
    begin=Begin(day=date(2016, 9, 13), at=time(11, 0)),
    family=SANZHAR,
    ground="health",
    steps=(
        visit(ticket="A020"),
        *taken_in(),
        *received(),
        prepared(days=3),
        *signed(says={"signed": False, "remark": "Сыныбын толық жазыңыз"}),
        prepared({"decision": "granted", "order_note": "Сыныбы түзетілді"}, days=1),
        *signed(),
        handed_over(),
        *collected(),
    ),
    ends="ResultIssued",
)
REFUSAL_RETURNED = Story(
    name="refusal-returned",
    title="The head returns the refusal; the specialist grants after all",
    begin=Begin(day=date(2016, 9, 14), at=time(12, 0)),
    family=ERASYL,
    ground="health",
    place=DISTRICT,
    steps=(
        visit(ticket="A006"),
        *taken_in(),
        *received(),
        prepared(refused("unreliable", UNCONFIRMED), days=3),
        *signed("SignRefusal", {"signed": False, "remark": "Қорытынды расталды, қайта қараңыз"}),
        prepared(days=1),
        *signed(),
        handed_over(),
        *collected(),
    ),
    ends="ResultIssued",
)
CERTIFICATE_BY_HAND = Story(
    name="certificate-by-hand",
    title="The gateway is down at the provider's: the certificate is typed from a copy",
    begin=Begin(day=date(2016, 9, 22), at=time(17, 30)),
    family=DANA,
    ground="abroad_with_parents",
    steps=(
        visit(ticket="A041"),
        *taken_in(),
        *worked("AcceptDocuments", wait=2, minutes=6),
        outage(down=True),
        *worked("Resolution", wait=4, minutes=5),
        done("BirthCertificateByHand", minutes=20),
        outage(down=False),
        prepared(),
        *signed(),
        handed_over(),
        *collected(),
    ),
    ends="ResultIssued",
)
NO_GATEWAY = Story(
    name="gateway-not-connected",
    title="No gateway is connected: what it would have answered is typed without waiting",
    begin=Begin(day=date(2016, 9, 27), at=time(10, 0)),
    family=ZHANSAYA_BY_IVANOVA,
    ground="abroad_alone",
    steps=(
        visit(ticket="A009"),
        outage(down=True, connected=False),
        *identified(),
        outage(down=False, connected=False),
        *worked("IdentityByHand", minutes=3),
        *entered(),
        *checked(),
        *sent(),
        *worked("AcceptDocuments", wait=2, minutes=6),
        outage(down=True, connected=False),
        *worked("Resolution", wait=4, minutes=5),
        outage(down=False, connected=False),
        done("BirthCertificateByHand", minutes=20),
        prepared(),
        *signed(),
        handed_over(),
        *collected(),
    ),
    ends="ResultIssued",
)
NOT_COLLECTED = Story(
    name="not-collected",
    title="Not collected for a month, returned to the provider, issued later",
    begin=Begin(day=date(2016, 9, 16), at=time(10, 20)),
    family=AIARU,
    ground="abroad_with_parents",
    steps=(
        visit(ticket="A015"),
        *taken_in(),
        *received(),
        prepared(days=3),
        *signed(),
        handed_over(),
        *worked("ReturnToProvider", days=24, wait=10),
        told(Message.REQUESTED, days=12),
        *worked("SendAgain", wait=40),
        *worked("IssueResult", minutes=6),
    ),
    ends="ResultIssued",
)
OVERDUE = Story(
    name="overdue-and-escalated",
    title="Overdue: the head is told, gives the task to another specialist",
    begin=Begin(day=date(2016, 10, 3), at=time(9, 30)),
    family=AMIR,
    ground="abroad_alone",
    steps=(
        visit(ticket="A002"),
        *taken_in(),
        *received(),
        reassigned("PrepareOrder", "yerlan", days=16),
        done("PrepareOrder", days=1, minutes=15),
        *signed(days=0),
        handed_over(),
        *collected(days=1),
    ),
    ends="ResultIssued",
)
LATE = Story(
    name="late",
    title="Filed after 1 December: the rules advise, the specialist refuses",
    begin=Begin(day=date(2016, 12, 5), at=time(10, 0)),
    family=ZHIBEK,
    ground="health",
    steps=(
        visit(ticket="A027"),
        *taken_in(),
        *received(),
        prepared(refused("not_meeting", LATE_REASON), days=2),
        *signed("SignRefusal"),
        handed_over(),
        *collected(days=2),
    ),
    ends="ReasonedRefusal",
)

PROVIDER = (
    REFUSED,
    ORDER_RETURNED,
    REFUSAL_RETURNED,
    CERTIFICATE_BY_HAND,
    NO_GATEWAY,
    NOT_COLLECTED,
    OVERDUE,
    LATE,
)
