"""Models in other encodings than UTF-8. Browsers read what they fetch as UTF-8 whatever the XML declaration says."""

from __future__ import annotations

import re

_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ENCODING = re.compile(r"""^(<\?xml[^>]*?encoding\s*=\s*["'])[A-Za-z0-9._-]+""")
_MARKS = {
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\0?\0": "utf-16-le",
    b"\0<\0?": "utf-16-be",
}
#: A closed list: Python knows encodings that no parser of XML has.
_KNOWN = frozenset(
    {
        *("windows-1251", "windows-1252", "windows-1254", "cp866", "koi8-r", "koi8-u"),
        *(f"iso-8859-{part}" for part in (1, 2, 5, 9, 15)),
    }
)


def as_utf8(xml: bytes) -> bytes:
    """The same document in UTF-8; bytes of an encoding that is not known, or not kept to, stay as they are for the parser to say."""
    encoding = _encoding(xml)
    if encoding is None:
        return xml
    try:
        text = xml.decode(encoding)
    except UnicodeDecodeError:
        return xml
    return _ENCODING.sub(r"\g<1>UTF-8", text.removeprefix("\ufeff")).encode()


def _encoding(xml: bytes) -> str | None:
    """None where nothing is to be done."""
    for mark, encoding in _MARKS.items():
        if xml.startswith(mark):
            return encoding
    declared = _DECLARED.match(xml)
    name = declared[1].decode("ascii").lower() if declared else ""
    return name if name in _KNOWN else None
