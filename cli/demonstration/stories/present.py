"""Cases that are left open, counted back from the day of the demonstration: every role has something to do."""

from __future__ import annotations

from datetime import time

from cli.demonstration.clock import Begin
from cli.demonstration.families import (
    ARTEM,
    ARTEM_BY_ASKAR,
    ARUZHAN,
    INKAR,
    INKAR_BY_AIGERIM,
    MIRAS,
    MIRAS_BY_AIGERIM,
    NURISLAM,
    NURISLAM_BY_ASKAR,
    ZHANSAYA,
)
from cli.demonstration.stories.parts import (
    UNCONFIRMED,
    filed,
    handed_over,
    identified,
    prepared,
    received,
    refused,
    sent,
    signed,
    taken_in,
)
from cli.demonstration.story import Story, applied, claimed, done, visit, worked
from engine.calendar.working import Organisation
from people.demo_people import DISTRICT

OVERDUE = Story(
    name="open-overdue",
    title="Overdue at the specialist's; the head has been told",
    begin=Begin(days_ago=17, at=time(9, 30)),
    family=ZHANSAYA,
    ground="abroad_alone",
    steps=(visit(ticket="A009"), *taken_in(), *received()),
    waits=("PrepareOrder",),
)
NEARLY_DUE = Story(
    name="open-order-nearly-due",
    title="At the specialist's, two working days before the term",
    begin=Begin(days_ago=12, at=time(10, 15)),
    family=ARUZHAN,
    ground="health",
    steps=(visit(ticket="A012"), *taken_in(), *received()),
    waits=("PrepareOrder",),
)
TO_SIGN = Story(
    name="open-order-to-sign",
    title="An order waits for the head's signature, one working day before the term",
    begin=Begin(days_ago=13, at=time(11, 20)),
    family=INKAR,
    ground="abroad_with_parents",
    steps=(visit(ticket="B007", by="daniyar"), *taken_in(), *received("yerlan"), prepared(days=9)),
    waits=("SignOrder",),
)
TO_HAND_OVER = Story(
    name="open-to-hand-over",
    title="Signed: the result goes to the State Corporation next",
    begin=Begin(days_ago=12, at=time(12, 40)),
    family=NURISLAM,
    ground="health",
    steps=(visit(ticket="A030"), *taken_in(), *received("yerlan"), prepared(days=7), *signed()),
    waits=("HandOver",),
)
TO_COLLECT = Story(
    name="open-ready-to-collect",
    title="Ready at the State Corporation; the applicant has not come yet",
    begin=Begin(days_ago=10, at=time(15, 10)),
    family=ARUZHAN,
    ground="abroad_with_parents",
    steps=(
        visit(ticket="A044"),
        *taken_in(),
        *received(),
        prepared(days=3),
        *signed(),
        handed_over(),
    ),
    waits=("ApplicantCame", "StorageEnded"),
)
REFUSAL_TO_SIGN = Story(
    name="open-refusal-to-sign",
    title="A refusal waits for the signature of the head of the district",
    begin=Begin(days_ago=12, at=time(9, 50)),
    family=MIRAS,
    ground="health",
    place=DISTRICT,
    steps=(
        visit(ticket="A001"),
        *taken_in(),
        *received(),
        prepared(refused("unreliable", UNCONFIRMED), days=6),
    ),
    waits=("SignRefusal",),
)
IN_DISTRICT = Story(
    name="open-order-in-the-district",
    title="At the specialist of the district",
    begin=Begin(days_ago=6, at=time(16, 0)),
    family=ARTEM,
    ground="health",
    place=DISTRICT,
    language="ru",
    steps=(visit(ticket="A005"), *taken_in(), *received()),
    waits=("PrepareOrder",),
)
AT_YERLAN = Story(
    name="open-order-at-leisure",
    title="At the specialist's, the term is far",
    begin=Begin(days_ago=4, at=time(20, 30)),
    family=INKAR_BY_AIGERIM,
    ground="abroad_alone",
    steps=(applied(), *filed(), *received("yerlan")),
    waits=("PrepareOrder",),
)
TO_TRANSFER = Story(
    name="open-to-transfer",
    title="Accepted in the evening: the package goes to the provider",
    begin=Begin(days_ago=1, at=time(17, 10)),
    family=NURISLAM,
    ground="abroad_alone",
    steps=(visit(ticket="A061"), *taken_in()[: -len(sent())]),
    waits=("TransferToProvider",),
)
TO_TRANSFER_IN_DISTRICT = Story(
    name="open-to-transfer-in-the-district",
    title="Accepted in the district: the package goes to the provider",
    begin=Begin(days_ago=1, at=time(16, 20)),
    family=MIRAS,
    ground="abroad_with_parents",
    place=DISTRICT,
    steps=(visit(ticket="A018"), *taken_in()[: -len(sent())]),
    waits=("TransferToProvider",),
)
VISIT = Story(
    name="open-visit",
    title="A visit at the desk: the package is to be recorded",
    begin=Begin(minutes_ago=30, organisation=Organisation.STATE_CORPORATION),
    family=ARTEM,
    ground="health",
    language="ru",
    steps=(
        visit(ticket="B019", by="daniyar"),
        *identified(by="daniyar"),
        *worked("EnterApplication", minutes=8),
        claimed("RecordDocuments"),
    ),
    waits=("RecordDocuments",),
)
RESOLUTION = Story(
    name="open-resolution",
    title="Just accepted by the chancellery: the head writes the resolution",
    begin=Begin(minutes_ago=30, organisation=Organisation.PROVIDER),
    family=INKAR_BY_AIGERIM,
    ground="health",
    steps=(applied(), *filed(), *worked("AcceptDocuments", minutes=3)),
    waits=("Resolution",),
)
JUST_SENT = Story(
    name="open-just-sent",
    title="Sent through the portal a moment ago: the chancellery accepts",
    begin=Begin(minutes_ago=25),
    family=MIRAS_BY_AIGERIM,
    ground="health",
    steps=(applied(), *filed()),
    waits=("AcceptDocuments",),
)
JUST_SENT_IN_DISTRICT = Story(
    name="open-just-sent-in-the-district",
    title="Sent through the portal a moment ago: the chancellery of the district accepts",
    begin=Begin(minutes_ago=23),
    family=NURISLAM_BY_ASKAR,
    ground="health",
    place=DISTRICT,
    language="ru",
    steps=(applied(), *filed()),
    waits=("AcceptDocuments",),
)
BEGUN = Story(
    name="open-application-begun",
    title="Portal: signed in, the application is not filled in yet",
    begin=Begin(minutes_ago=15),
    family=ARTEM_BY_ASKAR,
    ground="abroad_with_parents",
    language="ru",
    steps=(applied(), done("PortalSignIn", minutes=2)),
    waits=("PortalApplication", "DraftTermEnded"),
)

PRESENT = (
    OVERDUE,
    NEARLY_DUE,
    TO_SIGN,
    TO_HAND_OVER,
    TO_COLLECT,
    REFUSAL_TO_SIGN,
    IN_DISTRICT,
    AT_YERLAN,
    TO_TRANSFER,
    TO_TRANSFER_IN_DISTRICT,
    VISIT,
    RESOLUTION,
    JUST_SENT,
    JUST_SENT_IN_DISTRICT,
    BEGUN,
)
