"""The fixed words of the page and of the README in a case file."""

from __future__ import annotations

from audit.words import Words

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
