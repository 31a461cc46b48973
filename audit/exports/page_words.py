"""The fixed words of the page and of the README in a case file."""

from __future__ import annotations

from collections.abc import Mapping

from engine.words import Words

TITLE = Words(kk="{number} ісі", ru="Дело {number}", en="Case {number}")
TIME_LINE = Words(kk="Оқиғалар тізбегі", ru="Ход дела", en="Time-line")
SERVICE = Words(kk="Көрсетілетін қызмет", ru="Услуга", en="Service")
MODEL = Words(
    kk="Модель, нұсқасы (ереже)", ru="Модель, версия (правила)", en="Model, version (rules)"
)
INSTANCE = Words(kk="Дананың белгісі", ru="Идентификатор экземпляра", en="Instance id")
STATUS = Words(kk="Мәртебесі", ru="Статус", en="Status")
OUTCOME = Words(kk="Нәтижесі", ru="Результат", en="Outcome")
EVENTS = Words(kk="Оқиғалар саны", ru="Событий", en="Events")
HEAD = Words(kk="Соңғы хэш", ru="Последний хэш", en="Last hash")
EXPORTED = Words(kk="Шығарылған уақыты", ru="Выгружено", en="Exported at")
NOT_PROOF = Words(
    kk="Бұл бет оқуға арналған. Дәлел — осы файлдағы оқиғалар; оны қалай тексеру керегі README.txt ішінде.",
    ru="Эта страница — для чтения. Доказательство — события в этом файле; как его проверить, сказано в README.txt.",
    en="This page is for reading. The proof is the events in this file; README.txt says how to check it.",
)
BROKEN = Words(
    kk="Тарих {seq}-оқиғада бұзылған: {reason}.",
    ru="История нарушена на событии {seq}: {reason}.",
    en="The history breaks at event {seq}: {reason}.",
)
WAY = Words(kk="Жол", ru="Путь", en="Way")
CONDITION = Words(kk="Шарт", ru="Условие", en="Condition")
READ = Words(kk="Оқылған мәндер", ru="Прочитанные значения", en="Values read")
RESULT = Words(kk="Нәтиже", ru="Результат", en="Result")
TAKEN = Words(kk="таңдалды", ru="выбран", en="taken")
VARIABLE = Words(kk="Айнымалы", ru="Переменная", en="Variable")
VALUE = Words(kk="Мәні", ru="Значение", en="Value")
REMOVED = Words(kk="алынып тасталды", ru="удалено", en="taken away")
BY_DEFAULT = Words(kk="әдепкі", ru="по умолчанию", en="by default")
ANSWERS: Mapping[bool | None, Words] = {
    True: Words(kk="иә", ru="да", en="yes"),
    False: Words(kk="жоқ", ru="нет", en="no"),
    None: Words(kk="—", ru="—", en="—"),
}
PICTURE = Words(kk="Істің жолы", ru="Путь дела", en="Path of the case")
NOTES: Mapping[str, Words] = {
    "assignee": Words(kk="Кімге тағайындалды", ru="Назначено", en="Assigned to"),
    "attempt": Words(kk="Әрекет реті", ru="Попытка", en="Attempt"),
    "before": Words(kk="Оған дейін", ru="До этого", en="Before that"),
    "calendar": Words(kk="Күнтізбе нұсқасы", ru="Версия календаря", en="Version of the calendar"),
    "code": Words(kk="Қате коды", ru="Код ошибки", en="Error code"),
    "incident": Words(kk="Ақау ашылды ма", ru="Открыт инцидент", en="Incident opened"),
    "message": Words(kk="Хабар", ru="Сообщение", en="Message"),
    "reason": Words(kk="Себебі", ru="Причина", en="Reason"),
    "sent_at": Words(kk="Жіберілген уақыты", ru="Отправлено", en="Sent at"),
    "start_element": Words(kk="Қай жерден басталды", ru="Начато с", en="Started at"),
    "terms": Words(kk="Мерзімдер", ru="Сроки", en="Terms"),
    "to": Words(kk="Қайда көшірілді", ru="Перемещено на", en="Moved to"),
}
"""What an event notes beside its variables; what is not among these stands in payloads/ alone."""
TERM_KEPT = Words(
    kk="Күту уақыты: {waited}. Мерзім ({due}) сақталды.",
    ru="Время ожидания: {waited}. Срок ({due}) соблюдён.",
    en="Waited: {waited}. The term ({due}) was kept.",
)
TERM_BROKEN = Words(
    kk="Күту уақыты: {waited}. Мерзім ({due}) бұзылды.",
    ru="Время ожидания: {waited}. Срок ({due}) нарушен.",
    en="Waited: {waited}. The term ({due}) was broken.",
)
README = Words(
    kk="""{number} ісінің файлы

Бұл файлда бір істің толық тарихы бар. Оны өнімсіз ашуға және тексеруге болады.

  index.html       оқиғалар тізбегі (браузерде ашыңыз)
  events.jsonl     оқиғалар, әр жолда біреуі, хэштерімен
  payloads/        оқиғалардың деректері: 32 байт тұз, содан кейін JSON
  model.bpmn       модель; lowered.bpmn: орындалған түрі; forms/: нысандар
  documents/       құжаттар мен қолтаңбалар
  manifest.json    файлдар тізімі және олардың SHA-256 мәндері

Тексеру: python3 verify.py ФАЙЛ.zip --head ХЭШ --documents
Хэшті (ол істің соңғы хэші) бұл файлдан емес, басқа жолмен алыңыз: сонда ғана соңы қиылғаны байқалады.
Файлда дербес деректер бар.
""",
    ru="""Файл дела {number}

Здесь полная история одного дела. Её можно открыть и проверить без продукта.

  index.ru.html    ход дела (откройте в браузере)
  events.jsonl     события, по одному в строке, с хэшами
  payloads/        данные событий: 32 байта соли, затем JSON
  model.bpmn       модель; lowered.bpmn: исполнявшийся вид; forms/: формы
  documents/       документы и подписи
  manifest.json    список файлов и их SHA-256

Проверка: python3 verify.py ФАЙЛ.zip --head ХЭШ --documents
Хэш (последний хэш дела) возьмите не из этого файла, а другим путём: только так видно, что конец не отрезан.
В файле персональные данные.
""",
    en="""File of case {number}

The whole history of one case. It can be opened and checked without the product.

  index.en.html    time-line (open it in a browser)
  events.jsonl     events, one a line, with their hashes
  payloads/        data of the events: 32 bytes of salt, then JSON
  model.bpmn       model; lowered.bpmn: what was executed; forms/: forms
  documents/       documents and signatures
  manifest.json    list of files with their SHA-256

To check: python3 verify.py FILE.zip --head HASH --documents
Take the hash (the last hash of the case) not from this file but by another way: only so is a cut-off end seen.
The file holds personal data.
""",
)
