"""Making the documents of one case: render, store, publish, void; all within the command's transaction."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.jobs import Job
from engine.vault import Vault
from workers.documents import store
from workers.documents.render import Frame, render
from workers.documents.wording import Words
from workers.editions import edition_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Kind(StrEnum):
    """Documents that the product makes; the value is the stem of the template, too."""

    APPLICATION_PRINT = "application-print"
    ACCEPTANCE_RECEIPT = "acceptance-receipt"
    REFUSAL_RECEIPT = "refusal-receipt"
    ORDER = "order"
    ORDER_EXTRACT = "order-extract"
    REASONED_REFUSAL = "reasoned-refusal"
    PRELIMINARY_NOTICE = "preliminary-notice"


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
    }
)
SIGNED = frozenset({Kind.ORDER, Kind.ORDER_EXTRACT, Kind.REASONED_REFUSAL})


@dataclass(frozen=True)
class Documents:
    """Documents of the case of one job. signing_mark: shown on what is signed; empty where signatures have force."""

    connection: Connection
    vault: Vault
    job: Job
    public_url: str
    signing_mark: str

    def store(
        self, kind: Kind, fields: Mapping[str, Any], *, document_id: str, number: str | None = None
    ) -> str:
        """Render and store; gives `document_id` back. The check code is 128 random bits."""
        code = new_check_code()
        frame = Frame(
            title=TITLES[kind],
            edition=edition_of(self.job.rules),
            check_code=code,
            check_url=f"{self.public_url}/check/{code}",
            made_at=self.job.now,
            mark=self.signing_mark if kind in SIGNED else "",
        )
        document = store.NewDocument(
            id=document_id,
            kind=kind.value,
            media_type="application/pdf",
            file_name=f"{kind.value}-{_file_part(number or self.job.business_key)}.pdf",
            created_at=self.job.now,
            created_by=self.job.actor,
            instance_id=self.job.instance_id,
            language="kk,ru",
            number=number,
            check_code=code,
        )
        store.add_document(self.connection, self.vault, document, render(kind.value, frame, fields))
        return document_id

    def publish(self, document_id: str) -> None:
        """Show it in the applicant's cabinet."""
        store.publish_document(self.connection, document_id, at=self.job.now)

    def void(self, document_id: str, *, reason: str) -> None:
        """It stays, marked void, with reason and the person whose command this is."""
        store.void_document(
            self.connection, document_id, reason=reason, by=self.job.actor, at=self.job.now
        )


def new_document_id() -> str:
    """32 random hex digits."""
    return secrets.token_hex(16)


def new_check_code() -> str:
    """128 random bits in 26 letters and digits (RFC 4648, base 32)."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")


def _file_part(number: str) -> str:
    return "".join(each if each.isalnum() else "-" for each in number)
