"""Reading a PDF in tests: its text as one line."""

from __future__ import annotations

import pypdfium2


def pdf_pages(content: bytes) -> list[str]:
    """The text of each page, one space wherever there is white space."""
    document = pypdfium2.PdfDocument(content)
    pages = []
    for index in range(len(document)):
        page = document[index]
        text_page = page.get_textpage()
        pages.append(" ".join(text_page.get_text_bounded().split()))
        text_page.close()
        page.close()
    document.close()
    return pages


def pdf_text(content: bytes) -> str:
    return " ".join(pdf_pages(content))
