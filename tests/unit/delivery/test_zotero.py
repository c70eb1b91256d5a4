"""What pages say to reference managers: COinS for claims, tags for an article."""

from urllib.parse import parse_qsl

import pytest


def spans(page):
    """Give what the spans of a page say, one list of pairs a span."""
    return [parse_qsl(span["title"]) for span in page.select("span.Z3988")]


def tags(page):
    """Give the tags of a page that reference managers read, in order."""
    return [
        (tag["name"], tag["content"])
        for tag in page.select("head meta[name]")
        if tag["name"].startswith(("citation_", "z:", "prism."))
    ]


def test_a_claim_has_a_span_for_each_source_that_it_cites(visit):
    page = visit("/claims/the-water-rises")

    head = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc")]
    assert spans(page) == [
        [
            *head,
            ("rft.type", "webpage"),
            ("rft.title", "Moon over Mud"),
            ("rft.au", "Moor, Carol"),
            ("rft.au", "Gull, David"),
            ("rft.date", "2023-05"),
            ("rft.source", "Almanac of the Coast"),
            ("rft.language", "en"),
        ],
        [
            *head,
            ("rft.type", "webpage"),
            ("rft.title", "The Tide at Noon"),
            ("rft.au", "Pilot, Ann"),
            ("rft.date", "2025-01-02"),
            ("rft.source", "Harbour Gazette"),
            ("rft.publisher", "Harbour Press"),
            ("rft.identifier", "https://example.org/tide"),
            ("rft.language", "en"),
        ],
    ]


def test_a_span_has_no_words_and_no_plus_sign_for_a_blank(visit):
    found = visit("/claims/the-water-rises").select("span.Z3988")

    assert [span.get_text() for span in found] == ["", ""]
    # Not every reader takes it for one.
    assert "+" not in "".join(span["title"] for span in found)


def test_an_article_has_tags_of_its_own(visit):
    assert tags(visit("/sources/pilot-2025")) == [
        ("z:itemType", "webpage"),
        ("citation_title", "The Tide at Noon"),
        ("citation_author", "Pilot, Ann"),
        ("citation_publication_date", "2025-01-02"),
        ("prism.publicationName", "Harbour Gazette"),
        ("citation_publisher", "Harbour Press"),
        ("citation_public_url", "https://example.org/tide"),
        ("citation_language", "en"),
    ]


def test_an_article_is_not_saved_as_one_of_this_site(visit):
    assert visit("/sources/pilot-2025").select('[property="og:site_name"]') == []
    assert visit("/claims/the-water-rises").select('[property="og:site_name"]')


def test_what_is_not_stated_is_left_out_and_an_inferred_date_is_in_brackets(visit):
    assert tags(visit("/sources/harbour-board-2024")) == [
        ("z:itemType", "webpage"),
        ("citation_title", "Sitting on a Sandbank: A winter on the quay"),
        ("citation_publication_date", "[2024]"),
        ("citation_language", "en"),
    ]


@pytest.mark.parametrize(
    "path", ["/", "/claims/the-water-rises", "/sources/pilot-2025"]
)
def test_spans_and_tags_are_never_on_one_page(visit, path):
    page = visit(path)

    assert not (spans(page) and tags(page))


def test_tags_spans_and_references_name_a_source_alike(real_client, visit_real):
    for source in real_client.get("/exports/arguments.json").json()["sources"]:
        told = dict(tags(visit_real(f"/sources/{source['id']}")))
        lines = real_client.get(f"/sources/{source['id']}.ris").text.splitlines()
        reference = [line.partition("  - ")[::2] for line in lines]

        assert ("TI", told["citation_title"]) in reference
        for tag, name in (
            ("AU", "citation_author"),
            ("T2", "prism.publicationName"),
            ("PB", "citation_publisher"),
            ("UR", "citation_public_url"),
        ):
            values = [value for one, value in reference if one == tag]
            # Of a tag, Zotero would split the name of an organisation.
            if tag == "AU" and not source["authors"]:
                continue
            # Brackets mark what is inferred, which references say in a note.
            known = [told[name].strip("[]")] if name in told else []
            assert values[-1:] == known, source["id"]
        inferred = source["published"]["basis"] == "inferred"
        assert told["citation_publication_date"].startswith("[") == inferred


def test_an_article_of_a_journal_says_its_place_there_to_readers_and_managers(changed):
    visit = changed(
        "sources/pilot-2025.toml",
        'container = "Harbour Gazette"\n',
        'container = "Harbour Gazette"\nvolume = "12"\nissue = "3"\npages = "45-60"\n',
    )
    page = visit("/sources/pilot-2025")

    told = dict(tags(page))
    assert told["z:itemType"] == "journalArticle"
    assert "prism.publicationName" not in told
    assert [
        told[f"citation_{name}"]
        for name in ("journal_title", "volume", "issue", "firstpage", "lastpage")
    ] == ["Harbour Gazette", "12", "3", "45", "60"]
    facts = " ".join(page.select_one("#about-source dl").get_text(" ").split())
    assert "(stated) Volume 12, issue 3, pages 45–60" in facts  # noqa: RUF001


@pytest.mark.parametrize(
    ("kind", "zotero", "container"),
    [
        ("report", "report", "citation_series_title"),
        ("book", "book", "citation_series_title"),
        ("speech", "presentation", "prism.publicationName"),
    ],
)
def test_readers_and_managers_are_told_of_what_kind_a_source_is(
    changed, kind, zotero, container
):
    visit = changed(
        "sources/pilot-2025.toml",
        'container = "Harbour Gazette"\n',
        f'container = "Harbour Gazette"\nkind = "{kind}"\n',
    )
    page = visit("/sources/pilot-2025")

    told = dict(tags(page))
    assert told["z:itemType"] == zotero
    assert told[container] == "Harbour Gazette"
    _, span = spans(visit("/claims/the-water-rises"))
    assert ("rft.type", zotero) in span
    facts = " ".join(page.select_one("#about-source").get_text(" ").split())
    assert facts.startswith(f"The {kind} Kind {kind.title()} Author ")


def test_a_page_says_nothing_of_the_kind_of_an_article(visit):
    page = visit("/sources/pilot-2025")

    facts = [one.get_text() for one in page.select("#about-source dt")]
    assert facts[0] == "Author"
    assert page.select_one("#about-source h2").get_text() == "The article"
