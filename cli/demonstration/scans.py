"""Scans of papers that nobody wrote: one small page each, which says what it stands for."""

from __future__ import annotations

PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def scan_of(kind: str, case_no: str) -> bytes:
    """A PDF page, the same for the same paper. Source: ISO 32000-1, 7.5 (file structure)."""
    lines = (f"SYNTHETIC: {kind}", f"case {case_no}", "made for the demonstration, names nobody")
    shown = " ".join(f"({line}) Tj 0 -24 Td" for line in lines)
    stream = f"BT /F1 14 Tf 40 520 Td {shown} ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        FONT,
    )
    return _file(objects)


def _file(objects: tuple[str, ...]) -> bytes:
    """Objects with their table of offsets."""
    content, offsets = "%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{each}\nendobj\n"
    rows = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    return f"{content}xref\n0 {size}\n0000000000 65535 f \n{rows}{trailer}".encode("ascii")
