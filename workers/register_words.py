"""What the registers and their columns are called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.words import Words
from workers.registers import Register

REGISTERS: Mapping[Register, Words] = MappingProxyType(
    {
        Register.RECEIPT: Words(
            kk="Құжаттардың қабылданғаны туралы қолхаттар журналы",
            ru="Журнал расписок о приёме документов",
            en="Register of acceptance receipts",
        ),
        Register.REFUSAL_RECEIPT: Words(
            kk="Құжаттарды қабылдаудан бас тарту туралы қолхаттар журналы",
            ru="Журнал расписок об отказе в приёме документов",
            en="Register of refusal receipts",
        ),
        Register.INCOMING: Words(
            kk="Кіріс құжаттарды тіркеу журналы",
            ru="Журнал регистрации входящих документов",
            en="Register of incoming documents",
        ),
        Register.OUTGOING: Words(
            kk="Шығыс құжаттарды тіркеу журналы",
            ru="Журнал регистрации исходящих документов",
            en="Register of outgoing documents",
        ),
        Register.ORDER: Words(
            kk="Бұйрықтарды тіркеу журналы",
            ru="Журнал регистрации приказов",
            en="Register of orders",
        ),
        Register.REFUSAL: Words(
            kk="Дәлелді бас тартуларды тіркеу журналы",
            ru="Журнал регистрации мотивированных отказов",
            en="Register of reasoned refusals",
        ),
        Register.EXTRACT: Words(
            kk="Бұйрықтан үзінділерді тіркеу журналы",
            ru="Журнал регистрации выписок из приказов",
            en="Register of order extracts",
        ),
    }
)
VOID_REGISTER = Words(
    kk="Жарамсыз деп танылған нөмірлер журналы",
    ru="Журнал аннулированных номеров",
    en="Register of void numbers",
)

COLUMNS: Mapping[str, Words] = MappingProxyType(
    {
        "serial": Words(kk="Реттік №", ru="Порядковый №", en="Serial No"),
        "register": Words(kk="Журнал", ru="Журнал", en="Register"),
        "number": Words(kk="Тіркеу нөмірі", ru="Регистрационный номер", en="Registration number"),
        "allotted_at": Words(
            kk="Тіркелген күні, уақыты", ru="Дата, время регистрации", en="Registered at"
        ),
        "case_no": Words(kk="Істің нөмірі", ru="Номер дела", en="Case number"),
        "applicant": Words(
            kk="Көрсетілетін қызметті алушы", ru="Услугополучатель", en="Service recipient"
        ),
        "state": Words(kk="Күйі", ru="Состояние", en="State"),
        "voided_at": Words(
            kk="Жарамсыз деп танылған күні, уақыты",
            ru="Дата, время аннулирования",
            en="Made void at",
        ),
        "voided_by": Words(kk="Жарамсыз деп таныған", ru="Кем аннулирован", en="Made void by"),
        "void_reason": Words(kk="Себебі", ru="Причина", en="Reason"),
    }
)
IN_FORCE = Words(kk="жарамды", ru="действует", en="in force")
VOID = Words(kk="жарамсыз", ru="аннулирован", en="void")


def register_title(register: Register | None) -> Words:
    """None: the void numbers of all registers."""
    return VOID_REGISTER if register is None else REGISTERS[register]
