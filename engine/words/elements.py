"""What the kinds of BPMN elements are called."""

from __future__ import annotations

from collections.abc import Mapping

from engine.words.trilingual import Words

KINDS: Mapping[str, Words] = {
    "startEvent": Words(kk="Басталу оқиғасы", ru="Начальное событие", en="Start event"),
    "endEvent": Words(kk="Аяқталу оқиғасы", ru="Конечное событие", en="End event"),
    "intermediateThrowEvent": Words(
        kk="Аралық оқиға", ru="Промежуточное событие", en="Intermediate event"
    ),
    "intermediateCatchEvent": Words(
        kk="Аралық оқиға", ru="Промежуточное событие", en="Intermediate event"
    ),
    "boundaryEvent": Words(kk="Шекаралық оқиға", ru="Граничное событие", en="Boundary event"),
    "task": Words(kk="Тапсырма", ru="Задача", en="Task"),
    "userTask": Words(kk="Пайдаланушы тапсырмасы", ru="Задача пользователя", en="User task"),
    "serviceTask": Words(kk="Автоматты тапсырма", ru="Автоматическая задача", en="Service task"),
    "scriptTask": Words(kk="Есептеу тапсырмасы", ru="Задача вычисления", en="Script task"),
    "sendTask": Words(kk="Жіберу тапсырмасы", ru="Задача отправки", en="Send task"),
    "receiveTask": Words(kk="Қабылдау тапсырмасы", ru="Задача получения", en="Receive task"),
    "businessRuleTask": Words(
        kk="Ереже тапсырмасы", ru="Задача бизнес-правила", en="Business rule task"
    ),
    "manualTask": Words(kk="Қолмен орындалатын тапсырма", ru="Ручная задача", en="Manual task"),
    "callActivity": Words(kk="Процесті шақыру", ru="Вызов процесса", en="Call activity"),
    "subProcess": Words(kk="Ішкі процесс", ru="Подпроцесс", en="Sub-process"),
    "transaction": Words(kk="Транзакция", ru="Транзакция", en="Transaction"),
    "adHocSubProcess": Words(
        kk="Еркін ішкі процесс", ru="Свободный подпроцесс", en="Ad-hoc sub-process"
    ),
    "exclusiveGateway": Words(kk="Таңдау шлюзі", ru="Исключающий шлюз", en="Exclusive gateway"),
    "parallelGateway": Words(kk="Параллель шлюз", ru="Параллельный шлюз", en="Parallel gateway"),
    "inclusiveGateway": Words(kk="Қамтитын шлюз", ru="Включающий шлюз", en="Inclusive gateway"),
    "eventBasedGateway": Words(
        kk="Оқиғалар шлюзі", ru="Шлюз по событиям", en="Event-based gateway"
    ),
    "complexGateway": Words(kk="Күрделі шлюз", ru="Комплексный шлюз", en="Complex gateway"),
    "participant": Words(kk="Қатысушы", ru="Участник", en="Participant"),
    "lane": Words(kk="Орындаушы жолағы", ru="Дорожка исполнителя", en="Lane"),
    "sequenceFlow": Words(kk="Өту", ru="Переход", en="Sequence flow"),
    "messageFlow": Words(kk="Хабар ағыны", ru="Поток сообщений", en="Message flow"),
    "association": Words(kk="Байланыс", ru="Связь", en="Association"),
    "dataInputAssociation": Words(
        kk="Деректер байланысы", ru="Связь данных", en="Data association"
    ),
    "dataOutputAssociation": Words(
        kk="Деректер байланысы", ru="Связь данных", en="Data association"
    ),
    "dataObjectReference": Words(kk="Деректер", ru="Данные", en="Data object"),
    "dataStoreReference": Words(kk="Деректер қоймасы", ru="Хранилище данных", en="Data store"),
    "dataInput": Words(kk="Кіріс деректері", ru="Входные данные", en="Data input"),
    "dataOutput": Words(kk="Шығыс деректері", ru="Выходные данные", en="Data output"),
    "textAnnotation": Words(kk="Түсініктеме", ru="Примечание", en="Note"),
    "group": Words(kk="Топ", ru="Группа", en="Group"),
}
