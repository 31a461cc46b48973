"""Documents that the product makes, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from engine.words import Words


class Kind(StrEnum):
    """Documents that the product makes; the value is the stem of the template, too."""

    APPLICATION_PRINT = "application-print"
    ACCEPTANCE_RECEIPT = "acceptance-receipt"
    REFUSAL_RECEIPT = "refusal-receipt"
    ORDER = "order"
    ORDER_EXTRACT = "order-extract"
    REASONED_REFUSAL = "reasoned-refusal"
    PRELIMINARY_NOTICE = "preliminary-notice"
    HAND_OVER_LIST = "hand-over-list"
    RESOLUTION_CARD = "resolution-card"
    CASE_COVER = "case-cover"
    REGISTER = "register"


TITLES: Mapping[Kind, Words] = MappingProxyType(
    {
        Kind.APPLICATION_PRINT: Words(
            kk="Экстернат нысанында оқытуға рұқсат беруге өтініш",
            ru="Заявление на обучение в форме экстерната",
            en="Application",
        ),
        Kind.ACCEPTANCE_RECEIPT: Words(
            kk="Құжаттардың қабылданғаны туралы қолхат",
            ru="Расписка о приеме документов",
            en="Acceptance receipt",
        ),
        Kind.REFUSAL_RECEIPT: Words(
            kk="Құжаттарды қабылдаудан бас тарту туралы қолхат",
            ru="Расписка об отказе в приеме документов",
            en="Refusal receipt",
        ),
        Kind.ORDER: Words(
            kk="Экстернат нысанында оқытуға рұқсат беру туралы бұйрық",
            ru="Приказ о разрешении на обучение в форме экстерната",
            en="Order",
        ),
        Kind.ORDER_EXTRACT: Words(
            kk="Экстернат нысанында оқытуға рұқсат беру туралы бұйрықтан үзінді (көшірме)",
            ru="Выписка из приказа о разрешении на обучение в форме экстерната",
            en="Extract from the order",
        ),
        Kind.REASONED_REFUSAL: Words(
            kk="Өтінішті қараудан бас тарту туралы хабарлама (дәлелді бас тарту)",
            ru="Уведомление об отказе в рассмотрении заявления (мотивированный отказ)",
            en="Reasoned refusal",
        ),
        Kind.PRELIMINARY_NOTICE: Words(
            kk="Алдын ала шешім туралы хабарлама",
            ru="Уведомление о предварительном решении",
            en="Preliminary notice",
        ),
        Kind.HAND_OVER_LIST: Words(
            kk="Құжаттарды тапсыру тізімдемесі",
            ru="Опись передаваемых документов",
            en="Hand-over list",
        ),
        Kind.RESOLUTION_CARD: Words(kk="Бұрыштама", ru="Резолюция", en="Resolution"),
        Kind.CASE_COVER: Words(kk="Істің мұқабасы", ru="Обложка дела", en="Case cover"),
        Kind.REGISTER: Words(kk="Тіркеу журналы", ru="Журнал регистрации", en="Register"),
    }
)
SIGNED = frozenset({Kind.ORDER, Kind.ORDER_EXTRACT, Kind.REASONED_REFUSAL})
