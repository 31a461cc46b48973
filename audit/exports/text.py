"""Text that goes into XML and HTML."""

from __future__ import annotations

import re

UNFIT = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""Characters that XML 1.0 (2.2) does not allow; lxml refuses the whole text for one of them."""


def xml_text(text: str) -> str:
    """The text with a replacement character for each that XML does not allow."""
    return UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
