"""Documents that become sources: their words, kinds and facts, and what is refused."""

import hashlib
import resource
import runpy
import shlex
import shutil
import socket
import sys
import tomllib
from importlib.metadata import version
from itertools import pairwise

import pytest

from app import cli
from app.compile.toml_strings import toml_string
from app.documents import markup, reading
from app.documents.author_names import author_named
from app.documents.blocks import ROWS_KEPT, Block, Document, Fact
from app.documents.facts import found_facts
from app.documents.new_speaker import add_speaker, speaker_names
from app.documents.reading import read_here
from app.documents.report import report
from app.documents.source_files import add_source, new_source
from app.documents.title_lines import is_byline
from app.domain.errors import SeedError, UnreadableDocument
from app.domain.records import Speaker
from app.domain.vocabulary import Basis, PassageKind, SourceKind, SpeakerKind
from app.paths import ROOT
from tests.unit.documents.made import packed, pdf

PLAIN = """The tide at noon

By Ann Pilot and Jan van der Berg

January 2, 2025

At noon the water rises twice,
or so they say.

Trust

Trust is not enough.

Trust

The end.
"""
ROWS = [("Dawn", 2), ("Noon", 8)]
TEXTS_OF_PAGE = "At gate {} the tide rises twice a day and falls twice, as every child of the town knows."
MARKDOWN = """---
title: "The gate & the tide"
author: [Ann Pilot, Harbour Board]
date: 2025-01
url: https://example.org/gate
---
# The gate & the tide

At noon the water **rises** by
two feet, as *every* child knows[^1].

- The moon pulls.
- The gate opens.

| stage | hour |
|-------|------|
| high  | noon |

[^1]: The table of 2024.
"""
PAGE = """<!doctype html><html lang="en"><head>
<title>The gate - Harbour Gazette</title>
<meta property="og:title" content="The gate"><meta name="author" content="Ann Pilot">
<link rel="canonical" href="https://example.org/gate">
<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Ann Pilot"},
"datePublished": "2025-01-02T10:00:00Z", "publisher": {"name": "Harbour Press"}}</script>
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/about">About the gazette</a></li></ul></nav>
<main><article>
<h1>The gate</h1>
<p class="byline">Ann Pilot, 2 January 2025</p>
<p>The <a href="javascript:show()">harbour gate</a>, which the <i>board</i> <q>opens</q> at dawn, lets
the water in twice a day<sup><a href="#n1">1</a></sup>, and every skipper knows it.<br><br>After
dusk it is shut, so that the boats lie dry until the morning comes and the men return.</p>
<figure><img src="gate.png" alt=""><figcaption>The gate at noon, seen from the quay.</figcaption>
</figure>
<h2>Why it is shut</h2>
<p>Nobody remembers why the gate is shut at night, but the board&rsquo;s minutes of 1900 say
that the sea once came <span style="display:none">HIDDEN</span>into the church, and that was
enough for the people of the town, who have never asked again.</p>
<ul><li>The pilots would rather have it open all night long, as it is in other towns.</li>
<li>The fishermen would rather have it shut, since the water carries the nets away.</li></ul>
<p>In the end the gate stays as it is, because nobody wants to be the one who changed it.</p>
</article>
<aside class="related"><p>Read also: the price of herring rises twice a day, every day.</p></aside>
</main>
<footer><p>Copyright Harbour Press. All rights reserved. Cookie settings and privacy.</p></footer>
</body></html>
"""
WORD = """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>
<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr><w:r><w:t>The gate</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">At noon the </w:t></w:r><w:del><w:r><w:delText>sea</w:delText>
</w:r></w:del><w:ins><w:r><w:t>water</w:t></w:r></w:ins><w:r>
<w:endnoteReference w:id="7"/></w:r><w:r><w:t xml:space="preserve"> rises </w:t>
</w:r><m:oMath><m:r><m:t>2x</m:t></m:r></m:oMath><w:r><w:rPr><w:vanish/></w:rPr><w:t>HIDDEN</w:t>
</w:r><w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:t>.</w:t></w:r><mc:AlternateContent>
<mc:Choice><w:txbxContent><w:p><w:r><w:t>A box beside the text.</w:t></w:r></w:p></w:txbxContent>
</mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>A box beside the text.</w:t></w:r></w:p>
</w:txbxContent></mc:Fallback></mc:AlternateContent></w:p>
<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>HIDDEN ALONE</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>The moon pulls.</w:t></w:r></w:p>
<w:tbl><w:tr><w:trPr/><w:tc><w:p><w:r><w:t>high</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>
<w:t>noon</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"""
WORD_PARTS = {
    "word/document.xml": WORD,
    "word/styles.xml": '<w:styles xmlns:w="x"><w:style w:styleId="T"><w:name w:val="Title"/>'
    "</w:style></w:styles>",
    "word/footnotes.xml": '<w:footnotes xmlns:w="x"><w:footnote w:id="7"><w:p><w:r><w:t>See the '
    "table.</w:t></w:r></w:p></w:footnote></w:footnotes>",
    "word/endnotes.xml": '<w:endnotes xmlns:w="x"><w:endnote w:id="7"><w:p><w:r><w:t>See the '
    "map.</w:t></w:r></w:p></w:endnote></w:endnotes>",
    "docProps/core.xml": '<c xmlns:d="x"><d:creator>Ann Pilot</d:creator>'
    "<d:created>2025-01-02T10:00:00Z</d:created></c>",
}
BOOK_PARTS = {
    "META-INF/container.xml": '<c><rootfile full-path="book/it.opf"/></c>',
    "book/it.opf": """<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>The gate</dc:title><dc:creator>Ann Pilot</dc:creator><dc:date>2025</dc:date></metadata>
<manifest><item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="the%20first.xhtml" media-type="application/xhtml+xml"/>
<item id="x" href="lost.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="x"/></spine>
</package>""",
    "book/n.xhtml": "<html><body><p>Contents</p></body></html>",
    "book/b.xhtml": """<html xmlns="http://www.w3.org/1999/xhtml"
 xmlns:e="http://www.idpf.org/2007/ops"><head><title/></head><body><p>The second&nbsp;chapter
tells why<a e:type="noteref" href="#n">1</a>, on page <span e:type="pagebreak">12</span>two.</p><p>&#8203;</p>
<aside e:type="footnote"><p>See the table.</p></aside>
<section e:type="endnotes"><ol start="2"><li>See the gate.</li></ol></section></body></html>""",
    "book/The First.xhtml": """<html xmlns="http://www.w3.org/1999/xhtml"
 xmlns:e="http://www.idpf.org/2007/ops"><body>
<section e:type="frontmatter"><p>It was printed at the harbour.</p></section>
<h1>The <ruby>gate<rt>ge-to</rt></ruby></h1><p>At noon the water rises.</p></body></html>""",
}


# An entity that stands for itself a thousand times a thousand times.
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 1000}">' for a, b in pairwise("abcd")
) + "]><a>&d;</a"  # fmt: skip
LOCKED = {
    "META-INF/encryption.xml": '<e><CipherReference URI="book/b.xhtml"/></e>',
}


# The lines of three pages: the size of their letters, where they stand, and their words.
PAGES = [
    [
        (9, 72, 760, "Harbour Gazette"),
        (20, 72, 700, "The gate"),
        (11, 72, 660, "At noon the water in the harbour rises twice a day, which every skip-"),
        (11, 72, 646, "per knows, and the old pilots of the town have known for a century"),
        (7, 392, 651, "1"),
        (11, 399, 646, "or so; but the"),
        (8, 72, 90, "1 See the table of the Board, printed once a year in the spring."),
        (9, 300, 40, "1"),
    ],
    [
        (9, 72, 760, "Harbour Gazette"),
        (9, 72, 730, "Figure 1. The gate at noon."),
        (11, 72, 700, "gate is shut at night, so that the long-term moorings of the fishermen"),
        (11, 72, 686, "lie dry until the morning."),
        (11, 90, 672, "Nobody asks why the gate is shut, since the long-term habit of the town"),
        (11, 72, 658, "is to leave it so."),
        (9, 300, 40, "2"),
    ],
    [
        (9, 72, 760, "Harbour Gazette"),
        (14, 72, 700, "What follows"),
        (11, 72, 670, "The gate stays shut."),
        (11, 72, 656, "Another hundred years may pass, say those who hold the keys of it, and"),
        (11, 72, 642, "then another hundred."),
        (9, 300, 40, "3"),
    ],
]  # fmt: skip


def test_plain_text_is_kept_letter_for_letter_and_its_front_is_read(become):
    parts, facts, new = become("tide.txt", PLAIN)

    assert new.files["sources/pilot-and-van-der-berg-2025.txt"] == PLAIN.encode()
    assert facts.original is None
    assert parts == [
        ("front", "The tide at noon"),
        ("front", "By Ann Pilot and Jan van der Berg"),
        ("front", "January 2, 2025"),
        ("paragraph", "At noon the water rises twice, or so they say."),
        ("heading", "Trust"),
        ("paragraph", "Trust is not enough."),
        ("heading", "Trust"),
        ("paragraph", "The end."),
    ]
    assert [author.inverted for author in facts.authors] == [
        "Pilot, Ann",
        "van der Berg, Jan",
    ]
    assert (facts.title, facts.published.evidence) == (
        "The tide at noon",
        "January 2, 2025",
    )


def test_text_in_another_encoding_is_converted_and_the_file_kept(become):
    content = PLAIN.encode("utf-16")
    parts, facts, new = become("tide.txt", content)

    assert new.files["originals/pilot-and-van-der-berg-2025.txt"] == content
    assert facts.original.sha256 == hashlib.sha256(content).hexdigest()
    assert parts[3][1] == "At noon the water rises twice, or so they say."


def test_markdown_is_read_as_it_is_shown(become):
    parts, facts, _ = become("gate.md", MARKDOWN)

    assert parts == [
        ("front", "The gate & the tide"),
        (
            "paragraph",
            "At noon the water rises by two feet, as every child knows<sup>1</sup>.",
        ),
        ("item", "The moon pulls."),
        ("item", "The gate opens."),
        ("caption", "stage hour"),
        ("caption", "high noon"),
        ("note", "<sup>1</sup> The table of 2024."),
    ]
    assert [author.name for author in facts.authors] == ["Ann Pilot", "Harbour Board"]
    assert (facts.url, facts.published.precision) == (
        "https://example.org/gate",
        "month",
    )
    assert "front matter, date: 2025-01" in facts.original.says
    assert "with markdown-it-py" in facts.original.converter


def test_the_rows_of_a_table_on_a_page_are_kept_or_said_to_be_left_out(become):
    table = "<table>{}</table>".format(
        "".join(f"<tr><td>{hour}<td>{feet}</tr>" for hour, feet in ROWS)
    )
    text = "".join(f"<p>{TEXTS_OF_PAGE.format(n)}</p>" for n in ("one", "two", "three"))
    page = f"<nav>{table.replace('Noon', 'Dusk')}</nav><article><h1>Gate</h1><p>3 May 2025</p>{text}{table}"
    parts, _, new = become("gate.html", page)

    assert [words for kind, words in parts if kind == "caption"] == ["Dawn 2", "Noon 8"]
    assert f"{ROWS_KEPT}: 3" in new.document.remarks
    left = "rows of tables, left out: 1, such as “Dusk 8”"
    assert left in new.document.remarks


def test_lines_above_the_first_sentence_of_markdown_stay_lines(become):
    speech = (
        "THE TIDE\nSpeech by Ann Pilot\n3 May 2023\n\nThe water rises twice a day, as\n"
        "every child knows who lives here."
    )
    parts, facts, _ = become("gate.md", speech)

    assert (facts.title, facts.kind) == ("THE TIDE", "speech")
    assert [author.name for author in facts.authors] == ["Ann Pilot"]
    assert parts[-1][1] == (
        "The water rises twice a day, as every child knows who lives here."
    )


def test_of_a_page_the_article_is_kept_whole_and_nothing_else(become, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", None)  # no address is asked
    parts, facts, _ = become("gate.html", PAGE)

    assert [kind for kind, _ in parts] == [
        "front", "front", "paragraph", "paragraph", "caption", "heading", "paragraph",
        "item", "item", "paragraph",
    ]  # fmt: skip
    assert parts[2][1] == (
        "The harbour gate, which the board “opens” at dawn, lets the water in twice a "
        "day<sup>1</sup>, and every skipper knows it."
    )
    assert parts[6][1].endswith(
        "the board’s minutes of 1900 say that the sea once came into the church, and that "  # noqa: RUF001
        "was enough for the people of the town, who have never asked again."
    )
    assert (facts.title, facts.publisher) == ("The gate", "Harbour Press")
    assert (facts.url, facts.language) == ("https://example.org/gate", "en")
    assert (facts.published.evidence, facts.authors[0].family) == (
        "Ann Pilot, 2 January 2025",
        "Pilot",
    )


def test_a_body_may_begin_and_end_as_other_blocks_do(become):
    again = "The gate stays shut.\n\n"
    parts, facts, _ = become(
        "gate.md", f"---\ndate: 2025\n---\n# {again}{again}Why is that?\n\n{again}"
    )

    assert [kind for kind, _ in parts] == [
        "front",
        "paragraph",
        "paragraph",
        "paragraph",
    ]
    assert (facts.body.first_nth, facts.body.last_nth) == (2, 3)


def test_where_the_two_readers_differ_a_block_is_kept_and_doubted(become):
    teaser = "Anyone who liked this article will like our book of tides. " * 3
    page = PAGE.replace("<h2>", f'<div class="newsletter"><p>{teaser}</p></div><h2>')
    parts, facts, _ = become("gate.html", page)

    (doubt,) = [block for block in facts.blocks if block.unsure]
    assert ("paragraph", teaser.strip()) in parts
    assert doubt.begins.startswith("Anyone who liked")
    assert doubt.unsure.startswith("only one of the two readers")


def test_notes_of_a_page_are_known_by_their_marks_and_lead_back_no_more(become):
    note = '<li id="n1">See the <i>table</i>. <a href="#r1">↩\ufe0e</a></li>'
    page = PAGE.replace(
        "</article>",
        f'<p class="bio">Ann Pilot keeps the gate.</p><section class="end"><h2>Notes</h2>'
        f"<ol>{note}</ol></section></article>",
    )
    parts, facts, _ = become("gate.html", page)

    assert parts[-3:] == [
        ("back", "Ann Pilot keeps the gate."),
        ("back", "Notes"),
        ("note", "<sup>1</sup> See the table."),
    ]
    assert [(one.begins, one.unsure) for one in facts.blocks if one.unsure] == [
        (
            "Ann Pilot keeps the gate.",
            "this may be about the author, and no part of the article",
        )
    ]


def test_a_byline_below_a_standfirst_is_no_part_of_the_article(become):
    standfirst = "<h1>The gate</h1><p>Why the gate of the harbour is shut at night.</p>"
    page = PAGE.replace("<h1>The gate</h1>", standfirst)
    parts, facts, _ = become("gate.html", page)

    assert ("front", "Ann Pilot, 2 January 2025") in parts
    assert facts.published.evidence == "Ann Pilot, 2 January 2025"


def test_a_standfirst_and_notes_before_the_last_words_are_kept(become):
    standfirst = (
        '<p class="article__standfirst">After forty years at a gate, I know.</p>'
    )
    notes = (
        '<section class="footnotes"><h3>Notes</h3><ol><li id="fn1">Pilot, “Gates”, table 7. '
        '<a href="#r1">↩</a></li></ol></section><p>Ann Pilot has kept the gate of the '
        "harbour since her father gave it up, in the year of the great storm.</p>"
    )
    head = f"<header><h1>The gate</h1>{standfirst}</header>"
    page = PAGE.replace("<h1>The gate</h1>", head).replace(
        "</article>", f"{notes}</article>"
    )
    parts, _, _ = become("gate.html", page)

    assert ("front", "After forty years at a gate, I know.") in parts
    assert ("note", "<sup>1</sup> Pilot, “Gates”, table 7.") in parts


def test_a_menu_a_name_below_a_standfirst_and_topics_are_no_article(become):
    byline = '<p class="byline">Ann Pilot, 2 January 2025</p>'
    above = (
        '<p>Opinion</p><p class="standfirst">After forty years at a gate, I know.</p>'
        "<div>Ann Pilot</div>"
    )
    page = (
        PAGE.replace(byline, f"{above}{byline}")
        .replace("</ul></nav>", "<li>Opinion</li></ul></nav>")
        .replace("</article>", "<p>Topics: Gates, Tides</p></article>")
    )
    parts, facts, _ = become("gate.html", page)

    before = [text for kind, text in parts if kind == "front"]
    assert before.count("Opinion") == 1
    assert {"After forty years at a gate, I know.", "Ann Pilot"} <= {*before}
    (doubt,) = [one for one in facts.blocks if one.begins.startswith("Topics")]
    assert doubt.unsure.startswith("this may be what the article is filed under")


def test_what_both_readers_pass_over_in_the_midst_of_an_article_is_kept(become):
    row = "<table><tr><!-- a row --><td>high<td>noon</table>"
    verse = '<p class="comment related">Let it rise, let it fall.</p>'
    page = PAGE.replace("<h2>", f"{verse}<h2>").replace("<p>In", f"{row}<p>In")
    parts, facts, _ = become("gate.html", page)

    assert parts[5] == ("paragraph", "Let it rise, let it fall.")
    assert parts[-2] == ("caption", "high noon")
    assert "Let it rise, let it fall." in [block.begins for block in facts.blocks]


def test_a_word_document_has_no_title_of_another_and_is_by_no_account(become):
    core = "<c><title>{}</title><creator>samsung</creator><created>2025</created></c>"
    plain = WORD_PARTS | {"word/styles.xml": "<styles/>"}
    titled, _, other = (
        become("new.docx", packed(plain | {"docProps/core.xml": core.format(said)}))
        for said in ("The  Gate", "The Gate", "Letter to all")
    )

    assert titled[1].title == "The Gate"
    assert (other[1].title, other[1].authors) == ("The gate", [])


def test_of_a_word_document_styles_say_more_than_its_properties(become):
    table = (
        "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>3"
        "</w:t></w:r></w:p></w:tc></w:tr>"
    )
    styled = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in (
            ("S", "What the tide does"),
            ("B", "Dr Eva Roy, Harbour Trust"),
            ("H", "1. The tide"),
        )
    )
    body = (
        WORD.replace("At noon the ", "Every day at noon the ")
        .replace("</w:p>", f"</w:p>{styled}", 1)
        .replace("<w:tr>", "<w:p><w:r><w:t>Table 1. The tide.</w:t></w:r></w:p><w:tr>")
        .replace("</w:tbl>", f"{table.format('He asked when it rises.')}</w:tbl>")
    )
    styles = "".join(
        f'<w:style w:styleId="{name[0]}"><w:name w:val="{name}"/></w:style>'
        for name in ("Title", "Subtitle", "Byline", "Heading 1")
    )
    default = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr>'
    parts, facts, new = become(
        "gate.docx",
        packed(
            WORD_PARTS
            | {
                "word/document.xml": body,
                "word/styles.xml": f'<w:styles xmlns:w="x">{default}</w:rPrDefault>'
                f"</w:docDefaults>{styles}</w:styles>",
                "word/header1.xml": "<hdr>The Harbour, May 2024</hdr>",
                "docProps/core.xml": "<c><creator>Office User</creator><language>en-US"
                "</language><created>2025-01-02</created></c>",
            }
        ),
    )

    assert (facts.title, facts.subtitle) == ("The gate", "What the tide does")
    assert ([one.name for one in facts.authors], facts.language) == (
        ["Eva Roy"],
        "en-GB",
    )
    assert facts.unsure["language"] == "guessed from the language of its styles"
    assert (facts.published.evidence, facts.published.precision) == (
        "The Harbour, May 2024",
        "month",
    )
    assert [kind for kind, _ in parts[:4]] == ["front", "front", "front", "heading"]
    assert parts[-6:-2] == [
        ("item", "The moon pulls."),
        ("caption", "Table 1. The tide."),
        ("caption", "high noon"),
        ("paragraph", "He asked when it rises. 3"),
    ]
    assert f"{ROWS_KEPT}: 1" in new.document.remarks


def test_of_a_word_document_the_look_says_what_is_a_heading(become):
    lines = (
        ("The gate at noon", '<w:b/><w:sz w:val="40"/>', "front"),
        ("Ann Pilot and Jan Berg", "<w:i/>", "front"),
        ("May 2025", "", "front"),
        ("Summary", "<w:b/>", "heading"),
        ("At noon the water rises, as every skipper knows.", "", "paragraph"),
        ("Mind the gate.", "<w:b/>", "paragraph"),
        ("The key", '<w:b w:val="0"/><w:sz w:val="26"/>', "heading"),
        ("Nobody has it.", "", "paragraph"),
    )
    body = "".join(
        f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
        for text, look, _ in lines
    )
    xml = f'<w:document xmlns:w="x"><w:body>{body}</w:body></w:document>'
    parts, facts, _ = become("gate.docx", packed({"word/document.xml": xml}))

    assert parts == [(kind, text) for text, _, kind in lines]
    assert (facts.title, facts.short) == ("The gate at noon", "Pilot and Berg 2025")
    assert facts.unsure["authors"] == "taken from the line “Ann Pilot and Jan Berg”"


def test_a_book_is_read_in_the_order_of_its_spine(become):
    parts, facts, new = become("gate.epub", packed(BOOK_PARTS))

    assert parts == [
        ("front", "It was printed at the harbour."),
        ("front", "The gate"),
        ("paragraph", "At noon the water rises."),
        (
            "paragraph",
            "The second chapter tells why<sup>1</sup>, on page two.",
        ),
        ("note", "See the table."),
        ("note", "<sup>2</sup> See the gate."),
    ]
    assert (facts.short, facts.published.precision) == ("Pilot [2025]", "year")
    assert facts.kind is SourceKind.ARTICLE
    assert new.document.remarks[0] == "documents of the spine that the file lacks: 1"
    wide = {"book/b.xhtml": BOOK_PARTS["book/b.xhtml"].encode("utf-16")}
    assert become("gate.epub", packed(BOOK_PARTS | wide))[0] == parts


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<?xml version="1.0" encoding="iso-8859-2"?>', "iso-8859-2"),
        ("<meta content='text/html; CHARSET=iso-8859-2'>", "iso-8859-2"),
        ("<meta charset=iso-8859-2>", "utf-16"),
        ('<meta charset="idna">', "cp1252"),
    ],
)
def test_a_page_is_decoded_as_it_says_unless_that_cannot_be(head, encoding):
    assert markup.decoded(f"{head}<p>Österö".encode(encoding)).endswith("<p>Österö")


@pytest.mark.parametrize(
    ("start", "number"), [("3", 3), ("iv", 1), ("²", 1), ("9" * 5000, 1)]
)
def test_notes_are_numbered_from_where_their_list_starts(start, number):
    page = f'<ol class="footnotes" start="{start}"><li>See the table.</ol>'

    (note,) = markup.blocks(markup.parsed("notes.html", page))

    assert note.text == f"<sup>{number}</sup> See the table."


def test_of_a_pdf_lines_become_paragraphs_and_running_heads_go(become):
    parts, facts, new = become("gate.pdf", pdf(PAGES))

    assert parts == [
        ("front", "The gate"),
        (
            "paragraph",
            (
                "At noon the water in the harbour rises twice a day, which every skipper knows, "
                "and the old pilots of the town have known for a century<sup>1</sup> or so; but "
                "the gate is shut at night, so that the long-term moorings of the fishermen lie "
                "dry until the morning."
            ),
        ),
        ("caption", "Figure 1. The gate at noon."),
        (
            "paragraph",
            (
                "Nobody asks why the gate is shut, since the long-term habit of the town is to "
                "leave it so."
            ),
        ),
        ("heading", "What follows"),
        ("paragraph", "The gate stays shut."),
        (
            "paragraph",
            (
                "Another hundred years may pass, say those who hold the keys of it, and then "
                "another hundred."
            ),
        ),
        ("note", "1 See the table of the Board, printed once a year in the spring."),
    ]
    assert new.document.remarks == (
        "left out as running heads and page numbers: 6 lines, such as “Harbour Gazette”; “#”",
        "paragraphs joined over a page, column or figure: 1",
    )
    assert (facts.title, facts.short) == ("The gate", "Pilot [2025]")
    assert facts.original.converter.endswith(f"pypdfium2 {version('pypdfium2')}")


def test_of_a_pdf_in_columns_paragraphs_and_notes_stay_whole(become):
    left = [
        "The water of the harbour",
        "rises twice a day, as each",
        "Lindenau pilot knows. No one",
        "asks, whatever he is told,",
        "why the gate is shut at",
        "night. We have gone to see",
    ]
    right = [
        "it for ourselves, and it is",
        "shut indeed, and well kept.",
        "No boat comes in from the",
        "sea before the next day.",
    ]
    head = (9, 72, 760, "Harbour Papers, no. 12, April 2025")
    page = [
        head,
        *((11, 72, 700 - 14 * n, words) for n, words in enumerate(left)),
        *((11, 230, 700 - 14 * n, words) for n, words in enumerate(right)),
        (11, 72, 600, "Printed by the Board of the Harbour, on the Quay of Pilots"),
        (7, 72, 90, "1The table of the Board."),
    ]
    torn = (
        "Of this the keepers of the gate have told us much, and the pilots of the town"
    )
    parts, facts, _ = become(
        "gate.pdf",
        pdf(
            [
                page,
                [head, (11, 72, 700, f"{torn} even")],
                [head, (11, 72, 730, f"{torn}."), (7, 72, 90, "2The map.")],
            ]
        ),
    )

    text = " ".join([*left, *right])
    assert ("paragraph", text) in parts
    assert parts[-2:] == [
        ("note", "<sup>1</sup> The table of the Board."),
        ("note", "<sup>2</sup> The map."),
    ]
    assert (facts.published.evidence, facts.published.basis) == (head[3], "inferred")
    assert facts.unsure["published"].startswith("taken from the running head")


def test_a_paragraph_that_breaks_off_is_doubted(become):
    line = "of the harbour, which rises and falls and rises again, as each pilot"
    page = [
        (11, 72, 700, f"The water {line}"),
        (11, 72, 686, f"of the town has known for as long as there has been a town, {line}"),
        (11, 72, 600, f"The gate {line} knows."),
    ]  # fmt: skip
    _, facts, _ = become("gate.pdf", pdf([page]))

    (doubt,) = facts.blocks
    assert doubt.begins.startswith("The water")
    assert doubt.unsure.startswith("it ends in the midst of a sentence")


def test_the_numbers_of_lines_are_no_words_of_a_pdf(become):
    line = "the water of the harbour, which rises and falls and rises again, and"
    numbered = [
        sign
        for n in range(1, 15)
        for sign in ((8, 50, 720 - 20 * n, f"{n}"), (11, 72, 720 - 20 * n, line))
    ]

    parts, _, _ = become("gate.pdf", pdf([numbered]))

    assert parts == [("paragraph", " ".join([line] * 14))]


@pytest.mark.parametrize(
    ("said", "authors"),
    [
        ("Ann Pilot and Jan van der Berg", ["Pilot, Ann", "van der Berg, Jan"]),
        ("Pilot, Ann; Berg, Jan", ["Pilot, Ann", "Berg, Jan"]),
        ("Ann Pilot & Jan Berg, ", ["Pilot, Ann", "Berg, Jan"]),
        ("Ministry of Tides and Harbours", ["Ministry of Tides and Harbours"]),
        (
            "Ann Pilot*,1, Jan van der Berg2, and Eva Roy†,1,2",
            ["Pilot, Ann", "van der Berg, Jan", "Roy, Eva"],
        ),
        (" , ", []),
    ],
)
def test_authors_are_named_alike_wherever_they_are_said(said, authors):
    found = found_facts(Document((), (Fact("authors", said, "here"),), ""), "gate.md")

    named = [author_named(fact.value).inverted for fact in found.authors]
    assert named == authors


def test_a_title_has_no_name_of_a_site_and_is_the_first_line_where_nothing_names_it():
    said = (
        Fact("title", "The gate: at noon | HARBOUR Gazette", "here"),
        Fact("container", "Harbour Gazette", "here"),
    )
    lines = (
        Block(PassageKind.PARAGRAPH, "The gate at\nnoon"),
        Block(PassageKind.PARAGRAPH, "At noon the water rises."),
    )

    titles = [
        found_facts(Document(lines, facts, ""), "gate.docx").one["title"]
        for facts in (said, ())
    ]

    assert [title.value for title in titles] == [
        "The gate: at noon",
        "The gate at noon",
    ]
    assert titles[1].taken_from == "the first line"


def test_a_paragraph_that_ends_with_the_mark_of_a_note_is_no_byline():
    assert not is_byline("Every skipper knows it.<sup>1</sup><sup>2</sup> ")
    assert is_byline("Ann Pilot<sup>1</sup>")
    assert author_named(",").name == "unknown"


def test_an_odd_name_of_a_file_and_an_odd_fact_of_another_source_stop_nothing(seeds):
    (seeds / "sources" / "odd.toml").write_text('original = "x.pdf"\n')
    path = seeds.parent / f"{'tide' * 40}\udcff.txt"
    path.write_text("No one is named here.", "utf-8")

    new = add_source(seeds, path, read_here(path))

    assert new.slug == "tide" * 15
    facts = tomllib.loads((seeds / f"sources/{new.slug}.toml").read_text("utf-8"))
    assert facts["original_file"] == f"{'tide' * 40}?.txt"


def test_the_lines_of_an_entry_hang_and_a_compound_keeps_its_hyphen(become):
    entry = "the water of the harbour, which rises and falls and rises again."
    lines = [
        (72, "1. Pilot, A., The gate. A study of the work of the harbour, and its counter-"),
        (92, "weight, printed for the Board by the gate-"),
        (72, f"2. Berg, J., {entry}"),
        (92, "Board of Harbours, printed once a year in the spring of the year, and"),
        (92, "sold to all."),
        (72, f"Pilot, A., {entry}"),
        (92, "The counter of the Board knows its weight, and of the water no more is"),
        (92, "known than of the keepers of the gate, who are, in the English-"),
        (92, "speaking towns of the coast, never seen by anybody, sum-"),
        (92, "mer or winter."),
        (72, f"Roy, E., {entry}"),
    ]  # fmt: skip

    page = [(11, x, 700 - 14 * n, words) for n, (x, words) in enumerate(lines)]
    parts, _, _ = become("gate.pdf", pdf([page]))

    assert [text[:12] for _, text in parts] == [
        "1. Pilot, A.", "2. Berg, J.,", "Pilot, A., t", "Roy, E., the",
    ]  # fmt: skip
    assert "its counter-weight, printed" in parts[0][1]
    assert "the English-speaking towns" in parts[2][1]
    assert "anybody, summer or winter." in parts[2][1]


# --- the command -------------------------------------------------------------------------


def test_add_writes_a_source_says_what_it_found_and_overwrites_nothing(
    seeds, tmp_path, monkeypatch, capsys
):
    file = tmp_path / "gate.md"
    shouted = MARKDOWN.replace("The gate & the tide", "THE GATE & THE TIDE")
    file.write_text(f"{shouted}\n\nMultiply a\\*b\\*c.\n", "utf-8")
    (seeds / "sources" / "pilot-and-harbour-board-2025.toml").write_bytes(b"mine")
    files = [str(one) for one in (tmp_path / "gone.md", file, file)]
    monkeypatch.setattr(
        "sys.argv", ["counterpoint", "add", *files, "--seeds", str(seeds)]
    )

    with pytest.raises(SystemExit) as ended:
        cli.main()

    out, err = capsys.readouterr()
    assert ended.value.code == 1
    wrote = seeds / "sources" / "pilot-and-harbour-board-2025-2.txt"
    assert f"wrote {wrote}, {seeds}/originals/" in out
    assert "look at these first, in this order:\n    1. title: left in capitals" in out
    assert "  published: 2025-01 (stated: front matter, date)" in out
    assert "  blocks with signs that are shown as markup (*, ** or #): 1\n" in out
    assert "there already, as sources/pilot-and-harbour-board-2025-2.toml" in err
    assert (seeds / "originals/pilot-and-harbour-board-2025-2.md").is_file()
    assert (
        seeds / "sources" / "pilot-and-harbour-board-2025.toml"
    ).read_bytes() == b"mine"
    assert "what debate.toml says of pilot-and-harbour-board, added there" in out
    debate = tomllib.loads((seeds / "debate.toml").read_text("utf-8"))
    assert [one["id"] for one in debate["speakers"]].count("ann-pilot") == 1
    assert debate["speakers"][-1] == {
        "id": "pilot-and-harbour-board",
        "name": "Pilot and Harbour Board",
        "kind": "group",
        "description": "authors of “THE GATE & THE TIDE”",
    }


def test_a_speaker_is_named_once_and_never_where_that_would_spoil_the_file(tmp_path):
    path = tmp_path / "debate.toml"
    ann = Speaker(
        id="ann", name='Ann "Tide" Pilot', kind=SpeakerKind.PERSON, description="author"
    )
    for text in (b"speakers = []\n", b"no TOML", b'speakers = "Tom"\n'):
        path.write_bytes(text)
        assert not add_speaker(tmp_path, ann)
        assert path.read_bytes() == text
    path.write_bytes(b'question = "Why?"\n')
    assert add_speaker(tmp_path, ann)
    assert speaker_names(tmp_path) == {"ann": 'Ann "Tide" Pilot'}
    path.write_bytes(b'[[speakers]]\r\nid = "tom"')

    assert add_speaker(tmp_path, ann)
    assert not add_speaker(tmp_path, ann)
    assert speaker_names(tmp_path) == {}  # Tom has no name

    _, added = tomllib.loads(path.read_bytes().decode())["speakers"]
    assert added == ann.model_dump(exclude={"aliases"})
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n") == 8


def test_two_authors_whose_names_have_no_latin_letters_are_two_speakers():
    speakers: dict[str, str] = {}

    for name in ("王毅", "李强", "王毅"):
        by = Fact("authors", name, "meta author")
        document = Document(
            (Block(PassageKind.PARAGRAPH, "The sea rises."),), (by,), ""
        )
        new = new_source(document, "a.txt", b"", set(), "a", speakers)
        speakers[new.voice.id] = name

    assert speakers == {"source": "王毅", "source-2": "李强"}


def test_the_same_page_saved_again_is_told(seeds, tmp_path):
    file = tmp_path / "gate.md"
    said = []
    for text in (MARKDOWN, MARKDOWN.replace("two", "three"), "# The gate\n\nIt is.\n"):
        file.write_text(text, "utf-8")
        said.append("\n".join(report(add_source(seeds, file, read_here(file)), seeds)))

    first, again, other = said
    assert "has the same" not in first + other
    assert (
        "    1. sources/pilot-and-harbour-board-2025.toml has the same title and address: "
        "is it this one, saved again? Then remove one of the two\n"
    ) in again
    assert "1. authors: none was found" in other
    assert (
        "2. published: no date was found; write it, or the first and the last day"
        in other
    )


def test_without_a_debate_nothing_is_written(tmp_path):
    file = tmp_path / "tide.txt"
    file.write_text(PLAIN, "utf-8")

    with pytest.raises(SeedError, match="there is no debate here"):
        add_source(tmp_path, file, read_here(file))

    assert list(tmp_path.iterdir()) == [file]


def test_without_room_for_all_of_a_source_none_of_it_is_written(seeds, tmp_path):
    file = tmp_path / "flood.txt"
    file.write_text(PLAIN.replace("tide", "flood"), "utf-8")
    before = sorted(seeds.rglob("*"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            add_source(seeds, file, read_here(file))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert sorted(seeds.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("tide.rtf", b"{\\rtf}", "can be read; save it as one of these"),
        ("tide.txt", b"\xff\x00\xe9", "not text in UTF-8"),
        ("tide.txt", b" \n", "it has no words"),
        ("tide.html", b"<script>write()</script><p>Loading</p>", "it has no article"),
        ("tide.html", b"<div>" * 3000 + b"<p>deep</p>", "nested too deep"),
        ("tide.html", b"\x89PNG\0\0", "not a web page"),
        ("tide.docx", b"PK\3\4 broken", "not a Word document, or it is damaged"),
        ("tide.docx", b"\xd0\xcf\x11\xe0 old", "or it has a password"),
        (
            "tide.docx",
            packed({"word/document.xml": b"0" * 20_000_001}),
            "unpacked it has",
        ),
        ("tide.docx", packed({"word/document.xml": LAUGHS}), "not a Word document"),
        ("tide.epub", packed(BOOK_PARTS | LOCKED), "locked by its shop"),
        ("tide.epub", packed({"../mimetype": "", "a": "<a/>"}), "not an EPUB book"),
        ("tide.pdf", b"%PDF-1.4 broken", "not a PDF, or it is damaged"),
        (
            "tide.pdf",
            pdf(PAGES)[:-900],
            "not a PDF, or it is damaged|pages are pictures",
        ),
        ("tide.pdf", pdf([[], [(9, 72, 40, "2")]]), "1 letters on 2 pages"),
        ("tide.pdf", pdf([[(9, 72, 700, "\x01\x02" * 40)]]), "fonts do not say"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_remedy(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(UnreadableDocument, match=said):
        read_here(path)


def test_a_locked_pdf_says_so(tmp_path):
    path = tmp_path / "tide.pdf"
    lock = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /Length 40 "
        f"/O <{'00' * 32}> /U <{'11' * 32}> >> /ID [<00> <00>]"
    )
    path.write_bytes(pdf(PAGES, lock))

    with pytest.raises(UnreadableDocument, match="it has a password"):
        read_here(path)


def test_a_document_is_read_within_limits(tmp_path, monkeypatch):
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(reading.LARGEST + 1)
    small = tmp_path / "tide.txt"
    small.write_text(PLAIN, "utf-8")

    with pytest.raises(UnreadableDocument, match="more than 100 MB; divide it"):
        reading.read_document(huge)
    assert reading.read_document(small) == read_here(small)
    monkeypatch.setattr(reading, "LONGEST", 0.01)
    with pytest.raises(UnreadableDocument, match="not read within"):
        reading.read_document(small)
    monkeypatch.undo()
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(UnreadableDocument, match="it broke the program that reads it"):
        reading.read_document(small)


def test_where_limits_cannot_be_set_a_document_is_read_all_the_same(
    tmp_path, monkeypatch, capfd
):
    path = tmp_path / "tide.txt"
    path.write_text(PLAIN, "utf-8")
    tried = []

    def refuse(limit, _):
        tried.append(limit)
        raise ValueError

    monkeypatch.setattr(resource, "setrlimit", refuse)
    monkeypatch.setattr(sys, "argv", ["reading", str(path)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(reading.__file__, run_name="__main__")

    assert ended.value.code == 0
    assert tried == [resource.RLIMIT_AS, resource.RLIMIT_CPU]
    assert "At noon the water rises twice" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("name", "words"),
    [("gate.docx", "water"), ("gate.epub", "At &x; noon the water rises.")],
)
def test_nothing_that_a_document_refers_to_is_read(become, tmp_path, name, words):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    declared = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    parts = {"gate.docx": WORD_PARTS, "gate.epub": BOOK_PARTS}[name]
    hostile = {
        part: declared + text.replace("At noon", "At &x; noon")
        for part, text in parts.items()
    }

    found, _, new = become(name, packed(hostile))

    assert any(words in text for _, text in found)
    assert not any(b"SECRET" in new.files[file] for file in new.files)


def test_no_part_of_a_book_leads_out_of_it(become):
    spine = BOOK_PARTS["book/it.opf"].replace("b.xhtml", "../../../../../etc/passwd")

    parts, _, new = become("gate.epub", packed(BOOK_PARTS | {"book/it.opf": spine}))

    assert parts[2:] == [("paragraph", "At noon the water rises.")]
    assert new.document.remarks[0] == "documents of the spine that the file lacks: 2"


@pytest.mark.parametrize(
    "words", ['a "b" \\ c', "tab\tline\nend", "\x00\x7f\x9f", "\u2019\u2028😀"]
)
def test_whatever_a_document_says_is_written_as_toml_has_it(words):
    assert tomllib.loads(f"words = {toml_string(words)}") == {"words": words}


def test_without_the_extra_it_says_how_to_install_it(tmp_path, monkeypatch, capfd):
    path = tmp_path / "gate.md"
    path.write_text(MARKDOWN, "utf-8")
    monkeypatch.setitem(sys.modules, "mdit_py_plugins.footnote", None)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert reading.answer(path) == reading.REFUSED

    said = capfd.readouterr().out
    install = shlex.join(
        ["-m", "pip", "install", *project["optional-dependencies"]["add"]]
    )
    assert said.startswith("this needs the package mdit_py_plugins")
    assert said.endswith(install)


def test_a_journal_says_its_volume_its_issue_and_its_pages(become):
    place = """<meta name="citation_journal_title" content="Journal of Harbours">
<meta name="citation_volume" content="12"><meta name="citation_issue" content="3">
<meta name="citation_firstpage" content="45"><meta name="citation_lastpage" content="60">
</head>"""
    _, page, _ = become("gate.html", PAGE.replace("</head>", place, 1))
    matter = (
        "journal: Journal of Harbours\nvolume: 12\nnumber: 3\npages: 45-60\n---\n# "
    )
    _, note, _ = become("gate-2.md", MARKDOWN.replace("---\n# ", matter, 1))

    for facts in (page, note):
        assert (facts.container, facts.volume, facts.issue, facts.pages) == (
            "Journal of Harbours",
            "12",
            "3",
            "45-60",
        )


def test_volume_and_pages_of_nothing_are_left_out(become):
    place = '<meta name="citation_volume" content="12"></head>'
    _, facts, _ = become("gate.html", PAGE.replace("</head>", place, 1))

    assert (facts.container, facts.volume) == (None, None)


SAID = "When the board closed the harbour gate, I was a young guide, and few came to see it."


def test_who_is_named_nowhere_is_a_speaker_to_be_named():
    blocks = Block(PassageKind.HEADING, "The gate"), Block(PassageKind.PARAGRAPH, SAID)
    new = new_source(Document(blocks, (), ""), "gate.txt", b"", set())

    assert new.voice.id == f"author-of-{new.slug}"
    assert new.voice.name == "The author of “The gate”"
    assert "say who speaks" in new.found.doubts["speaker"]


@pytest.mark.parametrize(
    ("lines", "authors", "publisher"),
    [
        (
            "Speech by Councillor Ann Pilot to the Council\nPublished by the Independent Group",
            ["Ann Pilot"],
            "Independent Group",
        ),
        ("A lecture by Ann Pilot at the Harbour School", ["Ann Pilot"], None),
        (
            "Dr Ann Pilot, harbour master\nPublished by the Institute for Tides",
            ["Ann Pilot"],
            "Institute for Tides",
        ),
        ("By Ann Pilot\nPublished by a friend", ["Ann Pilot"], None),
    ],
)
def test_lines_at_the_head_name_the_author_and_the_publisher(
    become, lines, authors, publisher
):
    _, facts, _ = become(
        "gate.txt", f"The gate\n\n{lines}\n18 November 2024\n\n{SAID}\n"
    )

    assert [one.name for one in facts.authors] == authors
    assert facts.publisher == publisher


@pytest.mark.parametrize(
    "identifier",
    [
        "<dc:identifier>urn:isbn:9780306406157</dc:identifier>",
        "<dc:identifier>978-0-306-40615-7</dc:identifier>",
        '<dc:identifier xmlns:o="o" o:scheme="ISBN">0306406152</dc:identifier>',
    ],
)
def test_a_file_with_the_number_of_a_book_is_one(become, identifier):
    book = BOOK_PARTS["book/it.opf"].replace("<dc:date>", f"{identifier}<dc:date>")
    _, facts, new = become("gate.epub", packed(BOOK_PARTS | {"book/it.opf": book}))

    assert facts.kind is SourceKind.BOOK
    # A book alone has such a number: there is nothing to doubt.
    assert "kind" not in facts.unsure
    said = new.files[f"sources/{new.slug}.toml"].decode()
    assert 'kind = "book"  # stated: document property dc:identifier' in said


def test_a_file_with_another_number_is_not_guessed_to_be_a_book(become):
    number = (
        "<dc:identifier>urn:uuid:97803064-0615-7000-8000-000000000000</dc:identifier>"
    )
    book = BOOK_PARTS["book/it.opf"].replace("<dc:date>", f"{number}<dc:date>")
    _, facts, _ = become("gate.epub", packed(BOOK_PARTS | {"book/it.opf": book}))

    assert facts.kind is SourceKind.ARTICLE
    assert "kind" not in facts.unsure


def test_a_date_that_a_book_has_in_its_properties_alone_is_inferred(become):
    _, facts, _ = become("gate.epub", packed(BOOK_PARTS))

    assert facts.published.basis is Basis.INFERRED
    assert facts.published.reasoning == (
        "The file states it, its text does not: document property dc:date."
    )
    assert "document property dc:date" in facts.unsure["published"]
    first = "book/The First.xhtml"
    page = BOOK_PARTS[first].replace("<p>It was", "<p>Port Town, 2025</p><p>It was")
    _, told, _ = become("gate.epub", packed(BOOK_PARTS | {first: page}))
    assert told.published.basis is Basis.STATED


def test_a_date_in_the_properties_of_a_document_is_inferred(become):
    _, word, _ = become("gate.docx", packed(WORD_PARTS))

    assert word.published.basis is Basis.INFERRED
    assert word.published.reasoning == (
        "The file states it, its text does not: document property created."
    )


def test_several_authors_are_told_from_others_whose_first_is_of_the_same_name(tmp_path):
    (tmp_path / "debate.toml").write_text('question = "Is it open?"\n')
    voices = []
    for number, names in enumerate(
        [
            "Ann Pilot, Jan Berg and Tom Ferry",
            "Ann Pilot, Eva Moor and Tom Ferry",
            "A. Pilot, J. Berg and T. Ferry",
            "Ann Pilot, Eva Moor and Lea Gull",
            "Ann Pilot and Eva Moor",
        ]
    ):
        path = tmp_path / f"gate-{number}.txt"
        path.write_text(f"The gate {number}\n\nBy {names}\n\n2 May 2025\n\n{SAID}\n")
        new = add_source(tmp_path, path, read_here(path))
        add_speaker(tmp_path, new.voice)
        voices.append((new.voice.id, new.voice.name))

    assert voices == [
        ("pilot-et-al", "Pilot et al."),
        ("pilot-moor-et-al", "Pilot, Moor et al."),
        ("pilot-et-al", "Pilot et al."),
        ("pilot-moor-gull", "Pilot, Moor, Gull"),
        ("pilot-and-moor", "Pilot and Moor"),
    ]


def test_no_series_speaks_for_a_report_without_an_author():
    blocks = (
        Block(PassageKind.HEADING, "The silt"),
        Block(PassageKind.PARAGRAPH, "Harbour Working Paper No. 12"),
        Block(PassageKind.PARAGRAPH, SAID),
    )
    new = new_source(Document(blocks, (), ""), "silt.pdf", b"", set())

    assert new.found.value("container") == "Harbour Working Paper No. 12"
    assert (new.slug, new.voice.id) == ("the-silt", "author-of-the-silt")


def test_the_lines_of_a_date_are_not_glued(become):
    dated = "<time>2 January<br>2025</time></p>"
    _, facts, _ = become("gate.html", PAGE.replace("2 January 2025</p>", dated))

    assert "time: 2 January 2025" in facts.original.says
