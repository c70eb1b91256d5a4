# ruff: noqa: RUF001 - quotation marks as they are typeset
"""Citations in every style: golden, for every kind of source."""

import datetime as dt
import json
import tomllib
from functools import partial
from pathlib import Path

import pytest

from app.citations import bibtex, csl_json, ris
from app.citations.distinctions import distinctions
from app.citations.formatted_reference import reference_html
from app.citations.in_text import (
    block_words,
    cited_words,
    in_text,
    quoted,
    words_before_note,
)
from app.citations.italics import as_text, runs
from app.citations.reference import SourceReference
from app.citations.titles import styled_title
from app.domain.records import SCHEMA, Release, Source
from app.domain.vocabulary import Style

GOLDEN = tomllib.loads(Path(__file__).with_name("golden.toml").read_text("utf-8"))
RELEASE = Release(
    hash="0", date=dt.date(2025, 3, 1), schema_=SCHEMA, site_name="Counterpoint"
)
PUBLISHED = {
    "earliest": "2023-05-04",
    "latest": "2023-05-04",
    "precision": "day",
    "basis": "stated",
    "evidence": "…",
    "reasoning": "…",
}
ARTICLE: dict[str, object] = {
    "title": "Mud and Moon",
    "subtitle": None,
    "sentence_title": None,
    "short": "Mud",
    "authors": [],
    "speaker": "somebody",
    "publisher": None,
    "container": "Harbour Gazette",
    "also_published": [],
    "url": "https://example.org/mud",
    "language": "en",
    "rights": "Invented.",
    "original_file": "mud.txt",
    "sha256": "0" * 64,
    "characters": 1,
}


def article(number, facts):
    facts = {
        name: value or None
        for name, value in facts.items()
        if name not in {"list", "cited"}
    }
    for also in facts.get("also_published", ()):
        also["evidence"] = "…"
    published = PUBLISHED | facts.pop("published", {})
    record = {"id": str(number), **ARTICLE, **facts, "published": published}
    return Source.model_validate_json(json.dumps(record))


def marked(html):
    """Give text with low lines around what is in italics."""
    return "".join(f"_{text}_" if italic else text for text, italic in runs(html))


def cited(source, sources):
    """Give the entry and the citation in a text, or the note, a line each, in every style."""
    reference = SourceReference(source, ())
    for style in Style:
        told = distinctions(sources, style)[source.id]
        yield marked(reference_html(reference, RELEASE, style, told))
        yield marked(quoted(in_text(reference, RELEASE, style, told), 12, style))


@pytest.mark.parametrize("name", {one["list"]: None for one in GOLDEN["article"]})
def test_an_article_is_cited_as_each_style_prescribes(name):
    facts = [one for one in GOLDEN["article"] if one["list"] == name]
    sources = [article(number, one) for number, one in enumerate(facts)]

    for source, one in zip(sources, facts, strict=True):
        assert [*cited(source, sources)] == one["cited"].splitlines()


def test_signs_of_html_are_only_text():
    facts = {"title": "A <b>&“c”", "container": "<i>D</i>"}
    source = article(0, facts)

    for style in Style:
        told = distinctions([source], style)[source.id]
        html = reference_html(SourceReference(source, ()), RELEASE, style, told)
        assert html.lower().count("a &lt;b&gt;&amp;") == 1
        assert "<i>D</i>" in as_text(html)


# The five of the site: unsigned and of an inferred year; publisher and day inferred;
# signed, without a site; two authors and an inferred year; reprinted.
REAL = {
    "attache-2022": [
        "The next level: Why a Sino-Russian alliance is closer than ever before. ([2022, February]). _The Attaché_.",
        "(“The Next Level,” [2022], para. 12)",
        "“The Next Level: Why a Sino-Russian Alliance Is Closer Than Ever Before.” _The Attaché_, [Feb. 2022].",
        "(“Next Level”)",
        "_Attaché_. [2022]. “The Next Level: Why a Sino-Russian Alliance Is Closer Than Ever Before.” [February].",
        "(_Attaché_ [2022], para. 12)",
        "_Attaché_. “The Next Level: Why a Sino-Russian Alliance Is Closer Than Ever Before.” [February 2022].",
        "“The Next Level: Why a Sino-Russian Alliance Is Closer Than Ever Before,” _Attaché_, [February 2022], para. 12.",
        "_The Attaché_ ([2022]) ‘The next level: why a Sino-Russian alliance is closer than ever before’, [February].",
        "(_The Attaché_, [2022], para. 12)",
    ],
    "rerussia-2023": [
        "[Re:Russia]. (2023, [June 2]). _Clay alliance: Russia-China union may only persist long term if Moscow is pliable_.",
        "([Re:Russia], 2023, para. 12)",
        "“Clay Alliance: Russia-China Union May Only Persist Long Term If Moscow Is Pliable.” [Re:Russia], [2 June] 2023.",
        "(“Clay Alliance”)",
        "[Re:Russia]. 2023. “Clay Alliance: Russia-China Union May Only Persist Long Term If Moscow Is Pliable.” [June 2].",
        "([Re:Russia] 2023, para. 12)",
        "[Re:Russia]. “Clay Alliance: Russia-China Union May Only Persist Long Term If Moscow Is Pliable.” [June 2], 2023.",
        "“Clay Alliance: Russia-China Union May Only Persist Long Term If Moscow Is Pliable,” [Re:Russia], [June 2], 2023, para. 12.",
        "[Re:Russia] (2023) _Clay alliance: Russia-China union may only persist long term if Moscow is pliable_, [2 June].",
        "([Re:Russia], 2023, para. 12)",
    ],
    "rinna-2014": [
        "Rinna, A. V. (2014, July 1). _A China-Russia strategic alliance? It is not as easy as it sounds for Beijing and Moscow to work together_.",
        "(Rinna, 2014, para. 12)",
        "Rinna, Anthony V. “A China-Russia Strategic Alliance? It Is Not As Easy As It Sounds for Beijing and Moscow to Work Together.” 1 July 2014.",
        "(Rinna)",
        "Rinna, Anthony V. 2014. “A China-Russia Strategic Alliance? It Is Not as Easy as It Sounds for Beijing and Moscow to Work Together.” July 1.",
        "(Rinna 2014, para. 12)",
        "Rinna, Anthony V. “A China-Russia Strategic Alliance? It Is Not as Easy as It Sounds for Beijing and Moscow to Work Together.” July 1, 2014.",
        "Anthony V. Rinna, “A China-Russia Strategic Alliance? It Is Not as Easy as It Sounds for Beijing and Moscow to Work Together,” July 1, 2014, para. 12.",
        "Rinna, A.V. (2014) _A China-Russia strategic alliance? It is not as easy as it sounds for Beijing and Moscow to work together_, 1 July.",
        "(Rinna, 2014, para. 12)",
    ],
    "rajput-ghosh-2024": [
        "Rajput, K., & Ghosh, S. ([2024]). The Sino-Russia axis after the Munich Security Conference. _Prospects & Perspectives_.",
        "(Rajput & Ghosh, [2024], para. 12)",
        "Rajput, Kritika, and Siddhartha Ghosh. “The Sino-Russia Axis after the Munich Security Conference.” _Prospects and Perspectives_, Prospect Foundation, [2024].",
        "(Rajput and Ghosh)",
        "Rajput, Kritika, and Siddhartha Ghosh. [2024]. “The Sino-Russia Axis After the Munich Security Conference.” _Prospects and Perspectives_, Prospect Foundation.",
        "(Rajput and Ghosh [2024], para. 12)",
        "Rajput, Kritika, and Siddhartha Ghosh. “The Sino-Russia Axis After the Munich Security Conference.” _Prospects and Perspectives_, Prospect Foundation, [2024].",
        "Kritika Rajput and Siddhartha Ghosh, “The Sino-Russia Axis After the Munich Security Conference,” _Prospects and Perspectives_, Prospect Foundation, [2024], para. 12.",
        "Rajput, K. and Ghosh, S. ([2024]) ‘The Sino-Russia axis after the Munich Security Conference’, _Prospects & Perspectives_.",
        "(Rajput and Ghosh, [2024], para. 12)",
    ],
    "datta-2025": [
        "Datta, S. K. (2025, January 2). The Sino-Russian alliance: Reality or strategic advantage? _RCAS Commentary_. (Reprinted from _Press Xpress_, 2024, https://pressxpress.org/2024/12/31/the-sino-russian-alliance-reality-or-strategic-advantage/)",
        "(Datta, 2024/2025, para. 12)",
        "Datta, Sujit Kumar. “The Sino-Russian Alliance: Reality or Strategic Advantage?” _RCAS Commentary_, Hong Kong Research Center for Asian Studies, 2 Jan. 2025. Originally published in _Press Xpress_, 31 Dec. 2024, https://pressxpress.org/2024/12/31/the-sino-russian-alliance-reality-or-strategic-advantage/.",
        "(Datta)",
        "Datta, Sujit Kumar. (2024) 2025. “The Sino-Russian Alliance: Reality or Strategic Advantage?” _RCAS Commentary_, Hong Kong Research Center for Asian Studies, January 2. Originally published in _Press Xpress_, December 31, 2024, https://pressxpress.org/2024/12/31/the-sino-russian-alliance-reality-or-strategic-advantage/.",
        "(Datta [2024] 2025, para. 12)",
        "Datta, Sujit Kumar. “The Sino-Russian Alliance: Reality or Strategic Advantage?” _RCAS Commentary_, Hong Kong Research Center for Asian Studies, January 2, 2025. Originally published in _Press Xpress_, December 31, 2024, https://pressxpress.org/2024/12/31/the-sino-russian-alliance-reality-or-strategic-advantage/.",
        "Sujit Kumar Datta, “The Sino-Russian Alliance: Reality or Strategic Advantage?,” _RCAS Commentary_, Hong Kong Research Center for Asian Studies, January 2, 2025, para. 12.",
        "Datta, S.K. (2025) ‘The Sino-Russian alliance: reality or strategic advantage?’, _RCAS Commentary_, 2 January. Originally published in _Press Xpress_, 31 December 2024, https://pressxpress.org/2024/12/31/the-sino-russian-alliance-reality-or-strategic-advantage/.",
        "(Datta, 2025, para. 12)",
    ],
}


@pytest.mark.parametrize("slug", REAL)
def test_a_real_article_is_cited_as_each_style_prescribes(real_client, slug):
    found = real_client.get(f"/sources/{slug}.json").json()

    lines = []
    for one, before in zip(found["citations"], found["in_text"], strict=True):
        *notes, entry = one["html"].split("\n\n")
        place = quoted(before, 12, Style(one["style"]))
        lines += [marked(entry), marked(place)]
        # A note on the whole article stands before its entry.
        in_notes = one["style"] == Style.CHICAGO_NOTES
        assert notes == ([place.replace(", para. 12", "")] if in_notes else [])
        assert one["text"] == as_text(one["html"])
    assert lines == REAL[slug]


# The very words of another speaker in a reprinted article; those of its own author, who goes
# on for the other side; and what another says in the author's words. After its quote and its
# brackets, each has what these do not tell.
IN_TEXT = [
    (
        "c220c1cb8b0d",
        "Harbour Board; the view is endorsed by the article.",
        "(Harbour Board, as cited in Pilot, 2024/2025, para. 2)",
        "(Harbour Board, qtd. in Pilot)",
        "(Harbour Board, quoted in Pilot [2024] 2025, para. 2)",
        "Harbour Board, quoted in Ann Pilot, “The Tide at Noon,” Harbour Gazette, Harbour Press, January 2, 2025, para. 2, https://example.org/tide.",
        "(Harbour Board, quoted in Pilot, 2025, para. 2)",
    ),
    (
        "acf66889acc3",
        "The rest of the sentence speaks for the other side.",
        "(Pilot, 2024/2025, para. 1)",
        "(Pilot)",
        "(Pilot [2024] 2025, para. 1)",
        "Ann Pilot, “The Tide at Noon,” Harbour Gazette, Harbour Press, January 2, 2025, para. 1, https://example.org/tide.",
        "(Pilot, 2025, para. 1)",
    ),
    (
        "78dd9358ab0d",
        "Old Tom; the view is disputed by the article.",
        "(Pilot, 2024/2025, para. 2)",
        "(Pilot)",
        "(Pilot [2024] 2025, para. 2)",
        "Ann Pilot, “The Tide at Noon,” Harbour Gazette, Harbour Press, January 2, 2025, para. 2, https://example.org/tide.",
        "(Pilot, 2025, para. 2)",
    ),
]


@pytest.mark.parametrize("golden", IN_TEXT, ids=[one[0] for one in IN_TEXT])
def test_a_quote_is_cited_in_the_text_and_at_its_end(client, golden):
    quote, told, *places = golden
    found = client.get(f"/quotes/{quote}.json").json()["quote"]

    for one, place in zip(found["citations"], places, strict=True):
        text, *cautions, entry, found_at = one["text"].split("\n\n")
        assert text.startswith("“")
        if one["style"] == Style.CHICAGO_NOTES:
            assert text.endswith(f".”\n{place}")
        else:
            assert text.endswith(f"” {place}.")
        assert entry.startswith("Pilot, A")
        # It is no part of the words or of the brackets, and is copied with them.
        assert cautions == ([told] if told else [])
        assert found_at == f"Quoted at /quotes/{quote}"


# A quote of 54 words whose sentence goes on: in a block in APA and Harvard.
BEGINS = "American efforts in this region"
IN_A_BLOCK = [
    (True, "speculation and concern. (Rinna, 2014, para. 1)"),
    (False, "speculation and concern” (Rinna)."),
    (False, "speculation and concern” (Rinna 2014, para. 1)."),
    (False, "to Work Together,” July 1, 2014, para. 1."),
    (True, "speculation and concern. (Rinna, 2014, para. 1)"),
]


def test_a_long_quote_stands_in_a_block_without_marks(real_client, visit_real):
    found = real_client.get("/quotes/cde9479200e6.json").json()["quote"]["citations"]

    for one, (block, end) in zip(found, IN_A_BLOCK, strict=True):
        text = one["text"].split("\n\n")[0]
        assert one["block"] is block
        assert text.startswith(BEGINS if block else f"“{BEGINS}")
        assert text.endswith(end)
    page = visit_real("/quotes/cde9479200e6")
    assert len(page.select(".citation-text > blockquote:first-child")) == 2


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("They are brothers,", "They are brothers."),
        ("“so” they said", "“so” they said."),
        ("called “brothers,”", "called “brothers.”"),
        ("Are they “brothers?”", "Are they “brothers?”"),
        ("in the U.S.", "in the U.S."),
        ("in the U.S.,", "in the U.S."),
        ('China\'s "brothers"', "China’s “brothers.”"),
        # Where no marks are around them, those within are double; a stop stands within.
        ("called 'one of China’s roads'.", "called “one of China’s roads.”"),
        ("‘no limits’ and the ‘near abroad’", "“no limits” and the “near abroad.”"),
    ],
)
def test_the_words_of_a_block_end_with_a_stop(words, inside):
    assert block_words(words, Style.APA) == inside


def test_the_marks_in_a_block_of_harvard_are_those_of_the_article():
    words = "called ‘brothers’."

    assert block_words(words, Style.HARVARD) == words


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ('called "brothers" by', "called ‘brothers’ by"),
        ("called “brothers,” he", "called ‘brothers,’ he"),
        ('"Brothers" they are', "‘Brothers’ they are"),
        ("(“so”) they say", "(‘so’) they say"),
        ("China’s 'near abroad'", "China’s ‘near abroad’"),
        # A stop follows the brackets.
        ("They are brothers.", "They are brothers"),
        ("They are “brothers.”", "They are ‘brothers’"),
        ("they are brothers, said", "they are brothers, said"),
        ("and brothers;", "and brothers"),
        ("Are they brothers?", "Are they brothers?"),
        ("and so on . . .", "and so on . . ."),
        ("in the U.S.", "in the U.S."),
        ("at 5 p.m.", "at 5 p.m."),
        ("ties with NATO.", "ties with NATO"),
        ("the EU, said", "the EU, said"),
        ("the EU,", "the EU"),
    ],
)
def test_a_quotation_stands_between_marks_as_in_a_text(words, inside):
    assert cited_words(words) == inside


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("They are brothers,", "They are brothers."),
        ("“so” they said", "‘so’ they said."),
        ("called “brothers,”", "called ‘brothers.’"),
        ("Are they “brothers?”", "Are they ‘brothers?’"),
        ("in the U.S.,", "in the U.S."),
        ("a ‘strategic partnership’.", "a ‘strategic partnership.’"),
    ],
)
def test_a_stop_stands_within_the_marks_that_the_number_of_a_note_follows(
    words, inside
):
    assert words_before_note(words) == inside


@pytest.mark.parametrize(
    ("path", "title", "sentence"),
    [
        (
            "/claims/the-water-rises",
            "The Water in the Harbour Rises and Falls.",
            "_The water in the harbour rises and falls_ [One side’s claim].",
        ),
        ("/clashes/does-the-sea-move", "Does the Sea Move?", "_Does the sea move?_"),
    ],
)
def test_a_page_of_the_site_is_cited_by_its_own_title(client, path, title, sentence):
    found = client.get(f"{path}.json").json()["citations"]

    # What a title is that does not tell follows it; in MLA, the entry.
    is_claim = path.startswith("/claims")
    what, noted = (" One side’s claim.", " one side’s claim,") if is_claim else ("", "")
    note = f"“{title.removesuffix('.')},”{noted} Counterpoint, March 1, 2025, {path}."
    assert [marked(one["html"]) for one in found] == [
        f"Counterpoint. (2025, March 1). {sentence} {path}",
        f"“{title}” _Counterpoint_, 1 Mar. 2025, {path}.{what}",
        f"Counterpoint. 2025. “{title}”{what} March 1. {path}.",
        f"{note}\nCounterpoint. “{title}”{what} March 1, 2025. {path}.",
        f"Counterpoint (2025) {sentence.removesuffix('.')}, 1 March. Available at: {path} (Accessed: DD Month YYYY).",
    ]


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        # The stop stands within both marks.
        (
            "china-sees-two-brothers-fighting",
            "China Sees Russia’s War as a Quarrel between ‘Two Brothers.’",
        ),
        # The first part of a compound has a capital, be it a preposition.
        (
            "china-wary-of-dependence-on-russia",
            "China Would Not Want to Over-Depend on Russia.",
        ),
    ],
)
def test_a_claim_of_the_site_has_its_title_in_mla(real_client, slug, title):
    found = real_client.get(f"/claims/{slug}.json").json()["citations"]

    assert found[1]["text"].startswith(f"“{title}” Counterpoint, ")


def test_the_last_word_of_a_part_of_a_title_has_a_capital():
    what = "What we live by: an account", "What is it for? a tale of the town"

    assert [styled_title(title, Style.MLA, "en") for title in what] == [
        "What We Live By: An Account",
        "What Is It For? A Tale of the Town",
    ]


# They read as a sentence, and the sentence goes on: MLA has points for what is left out, within
# the marks. So does what begins with a name within a sentence; not what plainly begins there.
OMITTED = {
    "c09defeced68": "and pipelines . . .” (“Next Level”).",
    "0a2b086cbba8": "kept its interests . . .” (“Clay Alliance”).",
    "916f62dd3591": "US hegemony and unilateralism . . .” (Rinna).",
    "4c044324e3fb": "Taiwan with the mainland . . .” (Rinna).",
    "185c7e8e3a4a": "‘as close as a brother’ during the visit . . .” (Datta).",
}


@pytest.mark.parametrize("quote", OMITTED)
def test_points_tell_in_mla_that_a_sentence_goes_on(real_client, quote):
    found = real_client.get(f"/quotes/{quote}.json").json()["quote"]["citations"]

    texts = [one["text"].split("\n\n")[0] for one in found]
    assert texts[1].endswith(OMITTED[quote])
    assert [" . . ." in text for text in texts] == [False, True, False, False, False]


def test_no_points_stand_where_a_quotation_is_plainly_a_part_or_the_end(real_client):
    for quote in ("cde9479200e6", "cce26f2e359c", "573149284767"):
        found = real_client.get(f"/quotes/{quote}.json").json()["quote"]["citations"]

        assert not any(" . . ." in one["text"] for one in found)


def as_cited(one):
    """Give what makes the words of a quotation those of a citation."""
    if one["block"]:
        return partial(block_words, style=Style(one["style"]))
    return words_before_note if one["style"] == Style.CHICAGO_NOTES else cited_words


def test_every_quote_of_the_site_is_cited_with_its_own_words(real_store, real_client):
    for row in real_store.rows("SELECT id, exact FROM quote"):
        found = real_client.get(f"/quotes/{row['id']}.json").json()["quote"][
            "citations"
        ]

        assert [one["style"] for one in found] == [style.value for style in Style]
        assert all(
            as_cited(one)(" ".join(row["exact"].split())) in one["text"]
            and one["text"].endswith(f"/quotes/{row['id']}")
            for one in found
        )


@pytest.mark.parametrize(
    ("published", "year"),
    [
        ({"precision": "range", "basis": "stated"}, "year = {2015--2018}"),
        ({"precision": "range", "basis": "inferred"}, ""),
    ],
)
def test_bibtex_has_no_year_that_is_not_certain(published, year):
    span = {"earliest": "2015-01-01", "latest": "2018-12-31"}
    source = article(1, {"published": span | published})
    written = bibtex.encode([SourceReference(source, ())], RELEASE).decode()

    assert "date = {2015-01" in written
    assert ("year = " in written) is bool(year)
    assert year in written


@pytest.mark.parametrize(
    ("pages", "first", "last", "joined"),
    [
        ("45-60", "45", "60", "45--60"),
        ("45–60", "45", "60", "45--60"),
        ("e12", "e12", "", "e12"),
    ],
)
def test_each_format_says_where_in_its_journal_an_article_stands(
    pages, first, last, joined
):
    place = {"container": "Journal of Harbours", "volume": "12", "issue": "3"}
    references = [SourceReference(article(1, place | {"pages": pages}), ())]

    (item,) = json.loads(csl_json.encode(references, RELEASE))
    told = bibtex.encode(references, RELEASE).decode().splitlines()
    lines = ris.encode(references, RELEASE).decode().splitlines()

    assert item["type"] == "article-journal"
    assert (item["volume"], item["issue"], item["page"]) == ("12", "3", pages)
    assert "@article{1," in told
    assert {
        "  journal = {{Journal of Harbours}},",
        "  volume = {12},",
        "  number = {3},",
        f"  pages = {{{joined}}},",
    } <= set(told)
    assert lines[0] == "TY  - JOUR"
    assert [line for line in lines if line[:2] in {"T2", "VL", "IS", "SP", "EP"}] == [
        "T2  - Journal of Harbours",
        "VL  - 12",
        "IS  - 3",
        f"SP  - {first}",
        *([f"EP  - {last}"] if last else []),
    ]


@pytest.mark.parametrize(
    ("kind", "csl", "entry", "ris_type"),
    [
        ("article", "webpage", "online", "ELEC"),
        ("report", "report", "techreport", "RPRT"),
        ("book", "book", "book", "BOOK"),
        ("speech", "speech", "misc", "ELEC"),
    ],
)
def test_each_format_says_of_what_kind_a_source_is(kind, csl, entry, ris_type):
    facts = {"kind": kind, "container": "Harbour Papers", "publisher": "Harbour Press"}
    references = [SourceReference(article(1, facts), ())]

    (item,) = json.loads(csl_json.encode(references, RELEASE))
    told = bibtex.encode(references, RELEASE).decode().splitlines()
    lines = ris.encode(references, RELEASE).decode().splitlines()

    assert item["type"] == csl
    series = "collection-title" if kind in {"report", "book"} else "container-title"
    assert item[series] == "Harbour Papers"
    assert item.get("genre") == ("Speech" if kind == "speech" else None)
    assert f"@{entry}{{1," in told
    container = {"report": "type", "book": "series"}.get(kind, "titleaddon")
    publisher = {"report": "institution", "book": "publisher"}.get(kind, "organization")
    assert f"  {container} = {{{{Harbour Papers}}}}," in told
    assert f"  {publisher} = {{{{Harbour Press}}}}," in told
    assert ("  howpublished = {Speech}," in told) is (kind == "speech")
    assert lines[0] == f"TY  - {ris_type}"
    assert ("M3  - Speech" in lines) is (kind == "speech")


def test_bibtex_does_not_call_a_report_technical():
    facts = {"kind": "report", "container": ""}
    written = bibtex.encode([SourceReference(article(1, facts), ())], RELEASE).decode()

    assert "  type = {Report}," in written.splitlines()
