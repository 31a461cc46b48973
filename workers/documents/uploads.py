"""What may be uploaded: PDF, PNG, JPEG, by name and by content alike. A refused file is never stored."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.storage.vault import Vault
from engine.words import Words
from workers.documents.store import NewDocument, add_document

if TYPE_CHECKING:
    from sqlalchemy import Connection

LONGEST_NAME = 150
MAGIC: Mapping[str, bytes] = MappingProxyType(
    {
        "application/pdf": b"%PDF-",
        "image/png": b"\x89PNG\r\n\x1a\n",
        "image/jpeg": b"\xff\xd8\xff",
    }
)
ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
    }
)
# `/Encrypt` is the key of the trailer (ISO 32000-1, 7.5.5); a name may hide letters as #45.
ENCRYPTED = re.compile(
    rb"/(?:E|#45)(?:n|#6[Ee])(?:c|#63)(?:r|#72)(?:y|#79)(?:p|#70)(?:t|#74)[\s<\d]"
)


class Refusal(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    NAME = "name"
    TYPE = "type"
    LYING = "lying"
    ENCRYPTED = "encrypted"


SENTENCES: Mapping[Refusal, Words] = MappingProxyType(
    {
        Refusal.EMPTY: Words(
            kk="Файл бос. Құжаттың өзін таңдаңыз.",
            ru="Файл пуст. Выберите сам документ.",
            en="The file is empty. Choose the document itself.",
        ),
        Refusal.TOO_LARGE: Words(
            kk="Файл тым үлкен. Кішірейтіп немесе бірнеше файлға бөліп жүктеңіз.",
            ru="Файл слишком большой. Уменьшите его или разделите на несколько файлов.",
            en="The file is too large. Make it smaller or split it.",
        ),
        Refusal.NAME: Words(
            kk="Файлдың атында рұқсат етілмеген таңбалар бар. Атын өзгертіп, қайта жүктеңіз.",
            ru="В имени файла недопустимые знаки. Переименуйте файл и загрузите снова.",
            en="The file name holds characters that are not allowed. Rename the file and upload it again.",
        ),
        Refusal.TYPE: Words(
            kk="Тек PDF, PNG және JPEG файлдары қабылданады.",
            ru="Принимаются только файлы PDF, PNG и JPEG.",
            en="Only PDF, PNG and JPEG files are accepted.",
        ),
        Refusal.LYING: Words(
            kk="Файлдың мазмұны атына сәйкес емес. Құжатты PDF, PNG немесе JPEG түрінде қайта сақтаңыз.",
            ru="Содержимое файла не соответствует имени. Сохраните документ заново как PDF, PNG или JPEG.",
            en="The content of the file is not what its name says. Save the document again as PDF, PNG or JPEG.",
        ),
        Refusal.ENCRYPTED: Words(
            kk="PDF құпиясөзбен қорғалған. Қорғаусыз көшірмесін жүктеңіз.",
            ru="PDF защищён паролем. Загрузите копию без защиты.",
            en="The PDF is protected by a password. Upload a copy without protection.",
        ),
    }
)


class UploadRefused(EngineError):
    """The file is not taken; `reason` has a sentence in three languages in SENTENCES."""

    def __init__(self, reason: Refusal, file_name: str) -> None:
        super().__init__(f"upload {file_name!r} refused: {reason.value}")
        self.reason, self.file_name = reason, file_name

    def sentence(self, language: str) -> str:
        return SENTENCES[self.reason].text(language)


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as a browser sent it; kind: of the package."""

    file_name: str
    content: bytes
    kind: str


def save_upload(
    connection: Connection,
    vault: Vault,
    upload: Upload,
    *,
    owner: str,
    now: datetime,
    limit: int,
    instance_id: str | None = None,
) -> str:
    """Check and store a file; its document id. limit: bytes. Raises UploadRefused."""
    name, media_type = accepted_file(upload.file_name, upload.content, limit=limit)
    document_id = secrets.token_hex(16)
    new = NewDocument(
        id=document_id,
        kind=upload.kind,
        media_type=media_type,
        file_name=name,
        created_at=now,
        created_by=owner,
        owner=owner,
        instance_id=instance_id,
    )
    add_document(connection, vault, new, upload.content)
    return document_id


def accepted_file(file_name: str, content: bytes, *, limit: int) -> tuple[str, str]:
    """The name in NFC and the media type of a file that may be stored. Raises UploadRefused."""
    name = unicodedata.normalize("NFC", file_name)
    refusal = _name_refusal(name) or _content_refusal(name, content, limit)
    if refusal:
        raise UploadRefused(refusal, file_name)
    return name, ENDINGS[_ending(name)]


def _name_refusal(name: str) -> Refusal | None:
    """Path parts, control and format characters (right-to-left marks among them) and names without a stem."""
    stem = name.rpartition(".")[0].strip(" .")
    hidden = any(
        unicodedata.category(each) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} for each in name
    )
    if hidden or not stem or len(name) > LONGEST_NAME or re.search(r'[/\\:<>"|?*]|\.\.', name):
        return Refusal.NAME
    return None if _ending(name) in ENDINGS else Refusal.TYPE


def _content_refusal(name: str, content: bytes, limit: int) -> Refusal | None:
    if not content:
        return Refusal.EMPTY
    if len(content) > limit:
        return Refusal.TOO_LARGE
    media_type = ENDINGS[_ending(name)]
    if not content.startswith(MAGIC[media_type]):
        return Refusal.LYING
    if media_type == "application/pdf" and ENCRYPTED.search(content):
        return Refusal.ENCRYPTED
    return None


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()
