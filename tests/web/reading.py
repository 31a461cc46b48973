"""What a person reads on a page: its words without markup."""

from __future__ import annotations

import html
import re


def words(page: str) -> str:
    """The text of <main>, drawings left out, one space between words."""
    main = page[page.index("<main") : page.index("</main>")]
    undrawn = re.sub(r"<svg.*?</svg>", " ", main, flags=re.DOTALL)
    plain = html.unescape(re.sub(r"<[^>]+>", " ", undrawn))
    return " ".join(plain.split())


def drawn_states(page: str) -> dict[str, str]:
    """What the drawing says of each element, by its id: `User task: Sign (now here)`."""
    found = re.findall(r'<g data-element-id="([^"]+)"><title>([^<]*)</title>', page)
    return {element_id: html.unescape(title) for element_id, title in found}
