"""The proof of one case: it is executed anew and compared, and what was compared is said in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.errors import HistoryBroken
from engine.history.chain import GENESIS
from engine.replay.replay import Frame, checked_chain, replay
from engine.replay.verify import recorded_events, verify_instance
from engine.storage.columns import Record
from engine.storage.queries import instance_row, version_by_id
from engine.storage.runtime import Runtime
from engine.words import Words

if TYPE_CHECKING:
    from sqlalchemy import Connection

CHAIN = Words(
    kk="Оқиғалар саны: {events}. Олар үзіліссіз жүреді, әрқайсысының хэші алдыңғысынан шығады. Соңғы хэш: {head}.",
    ru="Событий: {events}. Они идут без пропусков, хэш каждого следует из предыдущего. Последний хэш: {head}.",
    en="Events: {events}. They follow each other without a gap, the hash of each follows from the one before. Last hash: {head}.",
)
PAYLOADS = Words(
    kk="Әр оқиғаның деректері оның ішіндегі хэшке сәйкес келеді.",
    ru="Данные каждого события соответствуют хэшу, записанному в нём.",
    en="The data of every event fit the hash that the event holds.",
)
IDENTITY = Words(
    kk="Бірінші оқиға дәл осы істі ({number}) және дәл осы модельді атайды: {key}, {version}-нұсқа, SHA-256 {sha256}.",
    ru="Первое событие называет именно это дело ({number}) и именно эту модель: {key}, версия {version}, SHA-256 {sha256}.",
    en="The first event names this very case ({number}) and this very model: {key}, version {version}, SHA-256 {sha256}.",
)
EXECUTION = Words(
    kk="Іс сол модель бойынша жазылған деректермен қайта орындалды. Қадамдар саны: {moves}; әрқайсысының жолы, айнымалылары және күтетіні жазылғанмен бірдей.",
    ru="Дело исполнено заново по той же модели на записанных данных. Шагов: {moves}; путь, переменные и ожидания каждого совпали с записанными.",
    en="The case was executed anew on the same model with the recorded data. Steps: {moves}; path, variables and waits of each are those that were recorded.",
)
ROWS = Words(
    kk="Дерекқордағы күй, мәртебе, мерзім және ашық тапсырмалар, жұмыстар, таймерлер мен хабарлар тарих беретінмен бірдей.",
    ru="Хранимые состояние, статус, срок и открытые задачи, задания, таймеры и сообщения совпадают с тем, что даёт история.",
    en="The stored state, status, term and open user tasks, jobs, timers and messages are those that the history gives.",
)
BROKEN_CHAIN = Words(
    kk="{seq}-оқиға алдыңғыларға сәйкес келмейді: ол өзгертілген, алынған, қосылған немесе орны ауыстырылған.",
    ru="Событие {seq} не согласуется с предыдущими: оно изменено, удалено, вставлено или переставлено.",
    en="Event {seq} does not fit those before it: it was edited, deleted, inserted or moved.",
)
BROKEN_EXECUTION = Words(
    kk="Қайта орындау {seq}-оқиғада жазылғаннан басқаша аяқталды немесе тарих басқа істікі.",
    ru="Повторное исполнение расходится с записанным на событии {seq}, или это история другого дела.",
    en="Re-execution differs from the record at event {seq}, or the history is another case's.",
)
BROKEN_ROWS = Words(
    kk="Тарихтың өзі дұрыс, бірақ дерекқорда сақталған күй оған сәйкес келмейді ({seq}-оқиғадан кейін).",
    ru="Сама история верна, но хранимое состояние ей не соответствует (после события {seq}).",
    en="The history itself holds, but what is stored of the case does not fit it (after event {seq}).",
)


@dataclass(frozen=True, kw_only=True)
class Proof:
    """compared: what was compared and fits. fault: what does not, with `broken_at` the first event and the technical `detail`.

    head: hash of the last event; 64 hex digits, empty where the chain breaks.
    """

    instance_id: str
    business_key: str
    compared: tuple[Words, ...]
    events: int = 0
    head: str = ""
    fault: Words | None = None
    broken_at: int | None = None
    detail: str = ""

    @property
    def holds(self) -> bool:
        return self.fault is None


def prove_case(runtime: Runtime, connection: Connection, instance_id: str) -> Proof:
    """Re-execute a case from its history and compare it with all that is stored of it. Raises UnknownInstance."""
    row = instance_row(connection, instance_id)
    compared: list[Words] = []
    try:
        frames = _frames(runtime, connection, row, compared)
    except HistoryBroken as error:
        broken = BROKEN_EXECUTION if compared else BROKEN_CHAIN
        return _broken(row, compared, broken, error.seq, error)
    try:
        verify_instance(runtime, connection, instance_id)
    except HistoryBroken as error:
        return _broken(row, compared, BROKEN_ROWS, len(frames), error)
    head = (frames[-1].hash if frames else GENESIS).hex()
    return _proof(row, (*compared, ROWS), events=len(frames), head=head)


def _frames(
    runtime: Runtime, connection: Connection, row: Record, compared: list[Words]
) -> list[Frame]:
    """The frames; says on the way what was compared. Raises HistoryBroken."""
    version = version_by_id(connection, runtime.versions, row.definition_id)
    events = recorded_events(runtime, connection, row.id)
    chain = list(checked_chain(row.id, events))
    head = (chain[-1][1] if chain else GENESIS).hex()
    if (len(chain), head) != (row.revision, row.head_hash.hex()):
        reason = f"the history ends at event {len(chain)}, the instance says {row.revision}"
        raise HistoryBroken(row.id, len(chain) + 1, reason)
    compared += [CHAIN.filled(events=len(chain), head=head), PAYLOADS]
    frames = list(replay(version, row.id, row.business_key, events))
    moves = sum(frame.step is not None for frame in frames)
    model = {"key": version.key, "version": version.number, "sha256": version.sha256}
    compared += [
        IDENTITY.filled(number=row.business_key, **model),
        EXECUTION.filled(moves=moves),
    ]
    return frames


def _broken(
    row: Record, compared: list[Words], fault: Words, seq: int, error: HistoryBroken
) -> Proof:
    return _proof(
        row, tuple(compared), fault=fault.filled(seq=seq), broken_at=error.seq, detail=error.reason
    )


def _proof(row: Record, compared: tuple[Words, ...], **rest: Any) -> Proof:
    return Proof(instance_id=row.id, business_key=row.business_key, compared=compared, **rest)
