"""A reading list as a text, read back by the programs that people read it with."""

import datetime as dt
import io
import re
from html import unescape
from zipfile import ZipFile

import docx
import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from app.citations.italics import as_text
from app.domain.vocabulary import MISSING_PARTS
from app.exports.document import docx as docx_format
from app.exports.document import html as html_format
from app.exports.document import markdown as markdown_format
from app.exports.document.model import (
    NOTE_SLOT,
    SITE_SLOT,
    Block,
    BlockKind,
    Document,
    Run,
)
from tests.conftest import served
from tests.contracts.test_references import bibtex, csl, ris

RISES, POND, NOON = "the-water-rises", "the-harbour-is-a-pond", "acf66889acc3"
KEPT = f"keep={RISES},{NOON},{POND}"
SITE_ADDRESS = "https://tides.example"

# What a format may take for a sign of its own.
NASTY = [
    pytest.param("1. not a list", id="a list"),
    pytest.param("12) not a list", id="another list"),
    pytest.param("- not a list", id="a list without numbers"),
    pytest.param("+ not a list", id="a list of plus signs"),
    pytest.param("# not a heading", id="a heading"),
    pytest.param("not a heading #", id="a heading's end"),
    pytest.param("> no quote", id="a quote"),
    pytest.param("=== no heading", id="an underline"),
    pytest.param("--- no rule", id="a rule"),
    pytest.param("a * b * c ** d **", id="emphasis"),
    pytest.param("snake_case_word _ a _", id="underscores"),
    pytest.param("[a](b) ![c](d) [e] [f]: g", id="links"),
    pytest.param("`code` ``more``", id="code"),
    pytest.param("<b>bold</b> <https://example.org> <!-- -->", id="tags"),
    pytest.param("&amp; &copy; &#35; AT&T", id="entities"),
    pytest.param("back\\slash \\* \\\\", id="backslashes"),
    pytest.param("a | b ~~c~~ $d$ ^e^", id="what dialects have"),
    pytest.param("“curly” — dash … é 中 \U0001f600", id="letters of all kinds"),
    pytest.param("]]> <![CDATA[ ' \"", id="XML"),
]


def text(*blocks):
    return Document("A list", "en", dt.date(2025, 3, 1), blocks, "A site")


def block(kind, words):
    return Block(kind, (Run(words),))


def markdown(content):
    """Read Markdown as CommonMark does; give the tree of its HTML."""
    html = MarkdownIt("commonmark").render(content.decode())
    return BeautifulSoup(html, "html5lib")


def said(element):
    return " ".join(element.get_text().split())


@pytest.fixture(scope="module")
def known(store):
    """Give a client of the small world, of a site that knows its own address."""
    with served(store.path, site=SITE_ADDRESS) as client:
        yield client


# --- Markdown and HTML -------------------------------------------------------------


@pytest.mark.parametrize("words", NASTY)
def test_whatever_the_words_markdown_reads_them_back(words):
    content = markdown_format.encode(
        text(
            block(BlockKind.TITLE, words),
            block(BlockKind.HEADING, words),
            block(BlockKind.LINE, words),
            block(BlockKind.QUOTE, words),
            Block(BlockKind.LINE, (Run(words, bold=True),)),
            Block(BlockKind.LINE, (Run(words, italic=True),)),
            Block(BlockKind.LINE, (Run(words, "https://example.org/a_b(c)"),)),
            block(BlockKind.REFERENCE, words),
        )
    )

    page = markdown(content)

    found = [said(it) for it in page.select("h1, h2, p")]
    assert found == [words] * 7 + ([words] if page.select("li > p") else [])
    assert [said(it) for it in page.select("blockquote, ul > li, strong, em, a")] == (
        [words] * 5
    )
    assert [it["href"] for it in page.select("a")] == ["https://example.org/a_b(c)"]


@pytest.mark.parametrize("words", NASTY)
def test_whatever_the_words_html_and_docx_read_them_back(words):
    whole = text(
        block(BlockKind.LINE, words),
        Block(BlockKind.QUOTE, (Run(words, f"https://x/{words}"),)),
    )

    page = BeautifulSoup(html_format.encode(whole).decode(), "html5lib")
    document = docx.Document(io.BytesIO(docx_format.encode(whole)))

    assert [it.get_text() for it in page.select("p, blockquote")] == [words, words]
    assert [it["href"] for it in page.select("a")] == [f"https://x/{words}"]
    assert [paragraph.text for paragraph in document.paragraphs] == [words, words]
    assert document.paragraphs[1].hyperlinks[0].address == f"https://x/{words}"


@pytest.mark.parametrize("sign", ["\0", "\x0c", "\x1f", "\ufffe", "\ud800"])
def test_a_docx_has_no_character_that_word_refuses(sign):
    content = docx_format.encode(text(block(BlockKind.LINE, f"one{sign} two")))

    assert docx.Document(io.BytesIO(content)).paragraphs[0].text == "one two"


@pytest.mark.parametrize("style", ["mla", "chicago-notes"])
def test_citations_and_titles_in_italics_are_in_every_document(known, style):
    query = f"{KEPT}&style={style}"
    told = known.get(f"/reading-list.json?{query}").json()
    references = told["references"]
    places = [as_text(q["in_text"]) for item in told["items"] for q in item["quotes"]]
    wanted = [words for one in references for words in italics(one["html"])]
    content = {
        ending: known.get(f"/reading-list.{ending}?{query}").content
        for ending in ("html", "md", "docx")
    }
    document = docx.Document(io.BytesIO(content["docx"]))

    page = BeautifulSoup(content["html"].decode(), "html5lib")
    assert [said(it) for it in page.select("ul > li i")] == wanted
    assert [said(it) for it in markdown(content["md"]).select("ul em")] == wanted
    runs = (run for it in document.paragraphs for run in it.runs)
    assert [run.text for run in runs if run.italic] == wanted
    assert "Harbour Gazette" in wanted
    # Beneath each quote stands what follows it in a text, or the note on it.
    sign = "In a text: " if style == "mla" else "In a note: "
    for lines in (
        map(said, page.select("p")),
        map(said, markdown(content["md"]).select("p")),
        (paragraph.text for paragraph in document.paragraphs),
    ):
        begun = (line.partition(sign) for line in lines)
        assert [line for before, found, line in begun if found and not before] == places


def test_a_list_in_html_is_one_page_that_needs_nothing_else(known):
    answer = known.get(f"/reading-list.html?{KEPT}")
    page = BeautifulSoup(answer.text, "html5lib")

    assert (
        answer.headers["content-disposition"]
        == 'attachment; filename="reading-list.html"'
    )
    assert page.select("script, link, img") == []
    assert [said(it) for it in page.select("h2")] == [
        "For: The water in the harbour rises and falls.",
        "Quote from Pilot 2025, passage 1: “At noon the water stands two fathoms higher than at dawn”",
        "Against: The harbour may be no more than a pond behind a gate.",
        "References",
    ]
    places = [it["href"][1:] for it in page.select('a[href^="#"]')]
    assert set(places) == {it["id"] for it in page.select("ul > li")}
    below = markdown(known.get(f"/reading-list.md?{KEPT}").content).select("li > p")
    below = [said(it) for it in (*page.select("li > p"), *below[1::2])]
    assert len(below) == 2 * len(page.select("li"))
    assert all(it.startswith("Read at Counterpoint: http") for it in below)
    assert all(
        str(it["href"]).startswith((SITE_ADDRESS, "#")) for it in page.select("a")
    )


@pytest.mark.parametrize("ending", ["docx", "html", "md"])
def test_a_reason_is_marked_as_the_editors_and_a_quote_says_how_firmly_it_speaks(
    known, ending
):
    rusted = "10aa1456a7f8"
    content = known.get(f"/reading-list.{ending}?keep={POND},{rusted}").content
    if ending == "docx":
        read = docx.Document(io.BytesIO(content))
        quotes = styled(read, "Quote")
        lines = [it.text for it in read.paragraphs if it.text not in quotes]
    else:
        page = (
            markdown(content)
            if ending == "md"
            else BeautifulSoup(content.decode(), "html5lib")
        )
        quotes = [said(it) for it in page.select("blockquote")]
        lines = [said(it) for it in page.select("p:not(blockquote > p)")]

    reason = "In a pond no water comes and goes."
    assert f"Why it matters here, say the editors: {reason}" in lines
    assert not [words for words in quotes if reason in words]
    firmly = re.findall(r"; (put as .*?)\. ", "\n".join(lines))
    assert firmly == ["put as a possibility", "put as likely"]
    (supports,) = [it for it in lines if it.startswith("Supports the claim")]
    assert supports.startswith(
        "Supports the claim against (put as likely): The harbour may be no more"
    )


# --- DOCX --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def document(known):
    """Give the list as python-docx reads it."""
    content = known.get(f"/reading-list.docx?{KEPT}&style=mla").content
    return docx.Document(io.BytesIO(content))


def italics(html):
    return [one.text for one in BeautifulSoup(html, "html.parser").select("i")]


def styled(document, name):
    return [it.text for it in document.paragraphs if it.style and it.style.name == name]


def test_a_docx_has_real_headings_quotes_and_references_in_order(document, known):
    page = known.get(f"/reading-list.json?{KEPT}&style=mla").json()
    quotes = [quote for item in page["items"] for quote in item["quotes"]]

    assert styled(document, "Heading 1") == ["Reading list"]
    assert (
        styled(document, "Heading 2")[0]
        == "For: The water in the harbour rises and falls."
    )
    assert styled(document, "Heading 2")[-1] == "Works Cited"
    assert len(styled(document, "Heading 2")) == 4
    assert styled(document, "Quote") == [
        " ".join(quote["line"]["exact"].split()) for quote in quotes
    ]
    assert styled(document, "Bibliography") == [
        one["text"] for one in page["references"]
    ]
    # The address of the site is no part of an entry.
    assert [it.text for it in document.paragraphs if it.text.startswith("Read at")] == [
        f"Read at Counterpoint: {SITE_ADDRESS}/sources/{one['source']['id']}"
        for one in page["references"]
    ]
    assert (MISSING_PARTS in styled(document, "Normal")) is not all(
        one["url"] for one in page["references"]
    )


def test_a_citation_in_a_docx_leads_to_its_reference_which_has_no_number(
    document, known
):
    page = known.get(f"/reading-list.json?{KEPT}&style=mla").json()
    links = [link for it in document.paragraphs for link in it.hyperlinks]
    inner = [(link.text, link.fragment) for link in links if not link.address]
    marks = re.findall(r'w:name="(r\d+)"', document.element.xml)

    assert inner == [
        (as_text(quote["in_text"]), f"r{quote['number']}")
        for item in page["items"]
        for quote in item["quotes"]
    ]
    assert marks == [f"r{one['number']}" for one in page["references"]]
    assert "<w:numPr>" not in document.element.xml + document.styles.element.xml


# How the entries begin; the last has no author, and in the list comes first.
BY_ALPHABET = ["Moor", "Pilot", "Sitting"]


@pytest.mark.parametrize(
    ("style", "heading"),
    [
        ("apa", "References"),
        ("mla", "Works Cited"),
        ("chicago", "References"),
        ("chicago-notes", "Bibliography"),
        ("harvard", "Reference list"),
    ],
)
def test_every_document_has_the_list_of_its_style_by_the_alphabet(
    known, style, heading
):
    query = f"{KEPT}&style={style}"
    html = known.get(f"/reading-list.html?{query}").text
    text = known.get(f"/reading-list.md?{query}").content
    word = docx.Document(io.BytesIO(known.get(f"/reading-list.docx?{query}").content))

    for page in (BeautifulSoup(html, "html5lib"), markdown(text)):
        assert said(page.select("h2")[-1]) == heading
        assert page.select("ol") == []
        entries = [said(it) for it in page.select("ul > li")]
        assert [re.split(r"\W", it.lstrip("“"))[0] for it in entries] == BY_ALPHABET
    assert styled(word, "Heading 2")[-1] == heading
    entries = styled(word, "Bibliography")
    assert [re.split(r"\W", it.lstrip("“"))[0] for it in entries] == BY_ALPHABET


def test_the_links_of_a_docx_lead_to_the_site(document):
    links = [link for it in document.paragraphs for link in it.hyperlinks]
    outer = [(link.text, link.address) for link in links if link.address]

    assert outer
    assert all(text == address for text, address in outer)
    assert all(address.startswith(f"{SITE_ADDRESS}/") for _, address in outer)


def test_a_docx_says_what_it_is_and_in_which_language(document):
    core = document.core_properties

    assert core.title == "Reading list: Is there a tide in the harbour?"
    assert core.language == "en"
    assert core.created.date() == core.modified.date() == dt.date(2025, 3, 1)
    assert 'w:lang w:val="en-GB"' in document.styles.element.xml


def test_the_same_list_is_always_the_same_bytes(known):
    one, other = (known.get(f"/reading-list.docx?{KEPT}") for _ in range(2))

    assert one.content == other.content
    with ZipFile(io.BytesIO(one.content)) as file:
        assert {it.date_time for it in file.infolist()} == {(2025, 3, 1, 0, 0, 0)}
    assert one.headers["etag"] == other.headers["etag"]
    again = known.get(
        f"/reading-list.docx?{KEPT}", headers={"If-None-Match": one.headers["etag"]}
    )
    assert again.status_code == 304


def test_every_part_of_a_docx_is_named_and_is_xml(known):
    content = known.get(f"/reading-list.docx?{KEPT}").content
    with ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        names = set(file.namelist())
        kinds = BeautifulSoup(file.read("[Content_Types].xml"), "xml")
        for name in names:
            assert BeautifulSoup(file.read(name), "xml").find(), name

    told = {it["PartName"][1:] for it in kinds.select("Override")}
    assert told == {name for name in names if name.endswith(".xml")} - {
        "[Content_Types].xml"
    }


# --- places to be filled in ----------------------------------------------------------

_PLACE = re.compile(NOTE_SLOT.format("(.*)"))


@pytest.mark.parametrize("ending", ["md", "html"])
def test_there_is_a_place_for_each_note_on_a_line_by_itself(client, ending):
    told = client.get(f"/reading-list.{ending}?{KEPT}&fill=true").text

    places = [found for line in told.splitlines() if (found := _PLACE.search(line))]
    assert [place[1] for place in places] == [RISES, NOON, POND]
    assert SITE_SLOT in told
    bare = client.get(f"/reading-list.{ending}?{KEPT}").text
    assert not re.search("[\ue000-\uf8ff]", bare)


def test_a_docx_to_be_filled_in_is_not_compressed_and_reads_as_any(client):
    content = client.get(f"/reading-list.docx?{KEPT}&fill=true").content

    with ZipFile(io.BytesIO(content)) as file:
        assert {one.compress_type for one in file.infolist()} == {0}
        lines = file.read("word/document.xml").decode().splitlines()
    places = [found for line in lines if (found := _PLACE.search(line))]
    assert [place[1] for place in places] == [RISES, NOON, POND]
    assert all(place.string.startswith("<w:p>") for place in places)
    assert all(place.string.endswith("</w:p>") for place in places)
    document = docx.Document(io.BytesIO(content))
    assert len(styled(document, "Note")) == 3


def test_where_the_site_does_not_know_its_address_there_are_no_broken_links(client):
    document = docx.Document(
        io.BytesIO(client.get(f"/reading-list.docx?{KEPT}").content)
    )
    links = [link for it in document.paragraphs for link in it.hyperlinks]

    assert {link.address for link in links} == {""}
    assert "without the name of the site" in document.paragraphs[2].text


# --- references ------------------------------------------------------------------------


def test_reference_managers_read_the_sources_in_order_with_what_was_kept(client):
    page = client.get(f"/reading-list.json?{KEPT}").json()
    sources = [one["source"]["id"] for one in page["references"]]
    kept = {
        quote["line"]["id"]: quote["line"]
        for item in page["items"]
        for quote in item["quotes"]
    }

    for ending, read, note in (
        ("quotes.bib", bibtex, "annote"),
        ("quotes.ris", ris, "notes"),
        ("quotes.csl.json", csl, "note"),
    ):
        entries = read(client.get(f"/reading-list.{ending}?{KEPT}").content)
        assert list(entries) == sources
        for entry in sources:
            told = unescape(str(entries[entry][note]))
            for quote in kept.values():
                named = f"/quotes/{quote['id']}" in told
                assert named == (quote["source"]["id"] == entry), (ending, quote["id"])
