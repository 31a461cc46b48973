"""Stories that come through the portal."""

from __future__ import annotations

from datetime import date, time

from cli.demonstration.clock import Begin
from cli.demonstration.families import ARLAN, DARIA, MALIKA, TAMERLAN
from cli.demonstration.stories.parts import filed, prepared, received, refused, signed
from cli.demonstration.story import Message, Story, applied, done, told

GRANTED_STEPS = (applied(), *filed(), *received(), prepared(), *signed())

HEALTH = Story(
    name="portal-health",
    title="Portal: granted on the ground of health",
    begin=Begin(day=date(2016, 9, 6), at=time(21, 15)),
    family=ARLAN,
    ground="health",
    steps=GRANTED_STEPS,
    ends="ResultIssued",
)
WITH_PARENTS = Story(
    name="portal-abroad-with-parents",
    title="Portal: granted to a pupil abroad with the parents",
    begin=Begin(day=date(2016, 9, 12), at=time(13, 5)),
    family=MALIKA,
    ground="abroad_with_parents",
    language="ru",
    steps=GRANTED_STEPS,
    ends="ResultIssued",
)
ALONE = Story(
    name="portal-abroad-alone",
    title="Portal: granted to a pupil who studies abroad without the parents",
    begin=Begin(day=date(2016, 9, 17), at=time(19, 30)),  # a Saturday: accepted on Monday
    family=DARIA,
    ground="abroad_alone",
    steps=GRANTED_STEPS,
    ends="ResultIssued",
)
NOT_MEETING = Story(
    name="portal-refused",
    title="Portal: refused with reasons, which the cabinet shows",
    begin=Begin(day=date(2016, 9, 13), at=time(8, 20)),
    family=TAMERLAN,
    ground="abroad_alone",
    language="ru",
    steps=(
        applied(),
        *filed(),
        *received("yerlan"),
        prepared(
            refused(
                "not_meeting",
                "Представленная справка не подтверждает обучение за рубежом в текущем учебном году",
            )
        ),
        *signed("SignRefusal"),
    ),
    ends="ReasonedRefusal",
)
WITHDRAWN = Story(
    name="portal-withdrawn",
    title="Portal: withdrawn by the applicant before the resolution",
    begin=Begin(day=date(2016, 9, 21), at=time(18, 50)),
    family=MALIKA,
    ground="health",
    language="ru",
    steps=(
        applied(),
        *filed(),
        told(Message.WITHDRAWN, {"withdrawal_reason": "Подано по ошибке"}, minutes=40),
    ),
    ends="ApplicationWithdrawn",
)

NOT_SENT = Story(
    name="portal-not-sent",
    title="Portal: begun and not sent within 30 days; no application was made",
    begin=Begin(day=date(2016, 9, 22), at=time(22, 5)),
    family=TAMERLAN,
    ground="abroad_alone",
    language="ru",
    steps=(applied(), done("PortalSignIn", minutes=3)),
    ends="ApplicationNotSent",
)

PORTAL = (HEALTH, WITH_PARENTS, ALONE, NOT_MEETING, WITHDRAWN, NOT_SENT)
