from __future__ import annotations

from datetime import timedelta

from audit.papers import Paper, PaperSignature, PaperState, papers_at
from tests.conftest import NOW

HOUR = timedelta(hours=1)
SIGNATURE = PaperSignature(
    signer="bolat",
    signer_name="Болат",
    position="басшы",
    signed_at=NOW + HOUR,
    adapter="demo",
    mark="ТЕСТ",
    signature=b"cms",
)


def paper(name, *, at=NOW, voided_at=None, signatures=()):
    return Paper(
        id=name,
        kind="order",
        media_type="application/pdf",
        file_name=f"{name}.pdf",
        created_at=at,
        created_by="gulnar",
        content=lambda: b"",
        voided_at=voided_at,
        signatures=signatures,
    )


def test_a_document_is_there_from_its_making_on():
    assert papers_at([paper("a", at=NOW + HOUR)], NOW) == ()
    assert len(papers_at([paper("a", at=NOW + HOUR)], NOW + HOUR)) == 1


def test_the_oldest_comes_first():
    found = papers_at([paper("b", at=NOW + HOUR), paper("c"), paper("a")], NOW + HOUR)

    assert [one.paper.id for one in found] == ["a", "c", "b"]


def test_a_later_voiding_does_not_show_yet():
    voided = paper("a", voided_at=NOW + HOUR)

    assert papers_at([voided], NOW)[0].state is PaperState.VALID
    assert papers_at([voided], NOW + HOUR)[0].state is PaperState.VOID


def test_a_later_signature_does_not_show_yet():
    signed = paper("a", signatures=(SIGNATURE,))

    assert papers_at([signed], NOW)[0].signatures == ()
    assert papers_at([signed], NOW + HOUR)[0].signatures == (SIGNATURE,)
