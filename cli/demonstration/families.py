"""Who applies for whom, all made up. The gateway's own synthetic persons wherever a story asks the gateway.

Pupils born before 2008 come with a paper certificate, so nobody looks them up: those are made up here, with serials that
are not given out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from engine.calendar.working import ALMATY
from people.demo_people import PEOPLE as DEMO_PEOPLE
from workers.lookup.people import PEOPLE as GATEWAY_PEOPLE

SCHOOL_YEAR_BEGINS = 9  # September
FIRST_GRADE_AGE = 6


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """person_id: account on the portal, where there is one."""

    iin: str
    name: str
    address: str
    phone: str
    identity_number: str
    email: str | None = None
    person_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Pupil:
    iin: str
    name: str
    born: date
    school: str

    def grade(self, now: datetime) -> str:
        """By age, from 1 to 11, in the school year of `now`."""
        today = now.astimezone(ALMATY).date()
        begun = today.year if today.month >= SCHOOL_YEAR_BEGINS else today.year - 1
        return str(max(1, min(11, begun - self.born.year - FIRST_GRADE_AGE + 1)))


@dataclass(frozen=True, kw_only=True)
class Family:
    """relation: of the applicant to the pupil, as the form `identify` has it."""

    applicant: Applicant
    pupil: Pupil
    relation: str = "parent"

    @property
    def by_proxy(self) -> bool:
        return self.relation == "notarised_proxy"


SCHOOL_1, SCHOOL_5 = "№ 1 жалпы білім беретін мектеп", "№ 5 мектеп-гимназия"
SCHOOL_12, SCHOOL_DISTRICT = "Школа-лицей № 12", "Жасқала орта мектебі"


def _at_desk(iin: str, house: int, *, street: str = "Абай көшесі") -> Applicant:
    """An adult whom the gateway knows."""
    tail = iin[-4:]
    return Applicant(
        iin=iin,
        name=GATEWAY_PEOPLE[iin].full_name,
        address=f"Көктөбе қаласы, {street}, {house}-үй",
        phone=f"+7701222{tail}",
        identity_number=f"04{tail}{tail[::-1][:3]}",
    )


def _on_portal(person_id: str, house: int) -> Applicant:
    person = next(each for each in DEMO_PEOPLE if each.id == person_id)
    return Applicant(
        iin=person.iin or "",
        name=" ".join(person.full_name),
        address=f"Көктөбе қаласы, Достық көшесі, {house}-үй",
        phone=person.phone,
        identity_number=f"03{house:07d}",
        email=person.email,
        person_id=person.id,
    )


def _pupil(iin: str, school: str = SCHOOL_1) -> Pupil:
    """A child whom the gateway knows."""
    known = GATEWAY_PEOPLE[iin]
    return Pupil(iin=iin, name=known.full_name, born=known.birth_date, school=school)


def _elder(iin: str, name: str, born: str, school: str = SCHOOL_1) -> Pupil:
    """A child born before 2008, of whom there is a paper certificate."""
    return Pupil(iin=iin, name=name, born=date.fromisoformat(born), school=school)


AKHMETOVA = _at_desk("840312499016", 4)
SEITKALI = _at_desk("810725399023", 18)
IVANOVA = _at_desk("861102499030", 7, street="Сәтбаев көшесі")
ZHUMABEK = _at_desk("790130499045", 31)
KASYMOV = _at_desk("830917399057", 12, street="Сәтбаев көшесі")
KIM = _at_desk("880508499069", 2, street="Бейбітшілік көшесі")
OMAROV = _at_desk("761219399078", 40)
TOLEGENOVA = _at_desk("900621499087", 9)
PETROV = _at_desk("850214399099", 15, street="Бейбітшілік көшесі")
BEKOVA = _at_desk("821005499105", 22)
AIGERIM, ASKAR = _on_portal("aigerim", 3), _on_portal("askar", 8)

ALIKHAN = Family(applicant=AKHMETOVA, pupil=_pupil("100517599112"))
BEKZAT = Family(
    applicant=SEITKALI, pupil=_elder("030412599314", "Сейітқали Бекзат Дәуренұлы", "2003-04-12")
)
TIMUR = Family(applicant=IVANOVA, pupil=_pupil("090226599136", SCHOOL_12))
ERNAR = Family(
    applicant=ZHUMABEK,
    pupil=_elder("010620599321", "Жұмабек Ернар Ерланұлы", "2001-06-20", SCHOOL_5),
)
AIARU = Family(
    applicant=ZHUMABEK,
    pupil=_elder("041108699332", "Жұмабек Айару Ерланқызы", "2004-11-08", SCHOOL_5),
)
DANA = Family(applicant=KASYMOV, pupil=_pupil("080101699150", SCHOOL_5))
AMIR = Family(
    applicant=KASYMOV,
    pupil=_elder("050819599400", "Қасымов Әмір Ерланұлы", "2005-08-19", SCHOOL_5),
)
DANIYAR = Family(applicant=KIM, pupil=_pupil("061023599239", SCHOOL_DISTRICT), relation="guardian")
ZHIBEK = Family(
    applicant=OMAROV, pupil=_elder("020315699341", "Омарова Жібек Нұрланқызы", "2002-03-15")
)
ERASYL = Family(
    applicant=OMAROV, pupil=_pupil("071231599211", SCHOOL_DISTRICT), relation="other_legal_rep"
)
TOMIRIS = Family(applicant=TOLEGENOVA, pupil=_pupil("070614699227"), relation="notarised_proxy")
SOFIA = Family(applicant=PETROV, pupil=_pupil("090719699192", SCHOOL_12))
ZHANSAYA_BY_IVANOVA = Family(applicant=IVANOVA, pupil=_pupil("101211699178"), relation="guardian")
SANZHAR = Family(
    applicant=BEKOVA, pupil=_elder("031002599358", "Беков Санжар Асқарұлы", "2003-10-02")
)
ARLAN = Family(
    applicant=AIGERIM, pupil=_elder("040211599363", "Сериккалиев Арлан Қанатұлы", "2004-02-11")
)
DARIA = Family(
    applicant=AIGERIM,
    pupil=_elder("020923699377", "Сериккалиева Дария Қанатқызы", "2002-09-23", SCHOOL_5),
)
MALIKA = Family(
    applicant=ASKAR,
    pupil=_elder("030530699382", "Қонысбаева Малика Асқарқызы", "2003-05-30", SCHOOL_12),
)
TAMERLAN = Family(
    applicant=ASKAR,
    pupil=_elder("011214599397", "Қонысбаев Тамерлан Асқарұлы", "2001-12-14", SCHOOL_12),
)

# of the present: pupils whom the gateway knows, at school today
ARUZHAN = Family(applicant=SEITKALI, pupil=_pupil("110803699125"))
INKAR = Family(applicant=ZHUMABEK, pupil=_pupil("120409699145", SCHOOL_5))
ARTEM = Family(applicant=KIM, pupil=_pupil("130930599163", SCHOOL_DISTRICT))
ZHANSAYA = Family(applicant=OMAROV, pupil=_pupil("101211699178"))
MIRAS = Family(applicant=TOLEGENOVA, pupil=_pupil("140305599187", SCHOOL_DISTRICT))
NURISLAM = Family(applicant=BEKOVA, pupil=_pupil("110128599209"))
MIRAS_BY_AIGERIM = Family(applicant=AIGERIM, pupil=MIRAS.pupil, relation="guardian")
ARTEM_BY_ASKAR = Family(applicant=ASKAR, pupil=ARTEM.pupil, relation="guardian")
NURISLAM_BY_ASKAR = Family(applicant=ASKAR, pupil=NURISLAM.pupil, relation="guardian")
INKAR_BY_AIGERIM = Family(applicant=AIGERIM, pupil=INKAR.pupil, relation="guardian")
