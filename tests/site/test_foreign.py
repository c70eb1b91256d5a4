"""A debate on another subject, with sources in Chinese, Arabic and German, from seeds to pages."""

import calendar
import io
import json
import re
import tomllib
from itertools import islice
from urllib.parse import quote as encoded
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

from app.compile.compiler import compiled_seeds
from app.paths import SEEDS
from tests.conftest import FOREIGN, awaited, built_once, opened, served
from tests.reading import words
from tests.site.crawl import crawled
from tests.site.test_every_page import (
    IN_A_LARGE_DEBATE,
    RULES,
    the_heading_of_a_claim_says_its_side,
)

WANG, HADDAD, GROSS = "wang-2022", "haddad-2023", "gross-2021"
LANGUAGES = {WANG: ("zh-Hans", None), HADDAD: ("ar", "rtl"), GROSS: ("de", None)}
# They look for what only a larger debate, or one for and against, has.
NOT_HERE = {*IN_A_LARGE_DEBATE, the_heading_of_a_claim_says_its_side}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Open the store of the foreign debate."""
    yield from opened(built_once(tmp_path_factory, "foreign", FOREIGN))


@pytest.fixture(scope="module")
def client(store):
    """Give a client of its site."""
    with served(store.path) as client:
        yield client


@pytest.fixture(scope="module")
def records(client):
    """Give its public data."""
    return client.get("/exports/arguments.json").json()


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.text, "lxml")


def names_of_the_shipped_debate():
    """Return the names in its claims and among its speakers: "Beijing", "Rinna"."""
    said = [path.read_text("utf-8") for path in (SEEDS / "claims").glob("*.toml")]
    debate = tomllib.loads((SEEDS / "debate.toml").read_text("utf-8"))
    said += [str(debate[part]) for part in ("question", "speakers", "themes")]
    inside = re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", " ".join(said))
    shared = (FOREIGN / "debate.toml").read_text("utf-8")
    names = {name for name in inside if name not in shared} - {
        *calendar.month_name,
        "Before",
    }
    return names | {"alliance", "countries"}


def test_its_site_keeps_the_rules_and_has_no_word_of_the_shipped_debate(client):
    site = awaited(crawled(client))

    broken = [
        f"{check.__name__}: {address}: {place}"
        for check in RULES
        if check not in NOT_HERE
        for address, place in islice(check(site), 3)
    ]
    assert broken == []
    names = names_of_the_shipped_debate()
    assert {"Beijing", "Moscow", "Ukraine", "Putin"} <= names
    own = re.compile(rf"\b(?:{'|'.join(sorted(names))})\b")
    found = {one.address: own.findall(one.tree.text_content()) for one in site}
    assert {address: names for address, names in found.items() if names} == {}
    assert len(found) > 50


def test_every_quote_is_marked_letter_for_letter_in_its_own_language(client, records):
    for source, (language, direction) in LANGUAGES.items():
        article = page(client, f"/sources/{source}")
        quotes = [one for one in records["quotes"] if one["source"] == source]

        for one in quotes:
            marks = article.select(f'mark[data-quote="{one["id"]}"]')
            assert "".join(mark.get_text() for mark in marks) == one["exact"]
            assert marks[0]["id"] == f"q-{one['id']}"
        for text in article.select(".passage-text, h1, .source-matter p[id]"):
            assert (text.get("lang"), text.get("dir")) == (language, direction)
        # What is ours beside it is in English, from left to right.
        assert all(not note.find_parent(lang="ar") for note in article.select(".note"))
        assert article.html["lang"] == "en"


@pytest.mark.parametrize(
    "path",
    [
        *("/quotes", "/claims/families-need-one-day", "/claims?open=all", "/sources"),
        *("/timeline", "/compare?a=haddad-2023&b=gross-2021", "/gaps"),
        *(f"/search?q={encoded('الراحة')}", f"/verify?q={encoded('لا يعود')}"),
    ],
)
def test_words_of_arabic_are_told_from_ours_wherever_they_are_shown(client, path):
    arabic = re.compile(r"[\u0621-\u064a]{2,}(?:\s+[\u0621-\u064a]+){2,}")

    shown = page(client, path).main.find_all(string=arabic)

    apart = re.compile("rtl|auto")
    assert shown or path == "/gaps"
    assert [
        it
        for it in shown
        if not it.find_parent(["bdi", "textarea"]) and not it.find_parent(dir=apart)
    ] == []


def test_sentences_end_as_each_language_ends_them():
    data, texts = compiled_seeds(FOREIGN)

    found = [texts[one.source][one.start : one.end] for one in data.sentences]

    assert "商店关门，他们就只能上网买。" in found  # noqa: RUF001 - as Chinese has it
    assert "一位店主说：“星期天的客人最多，关门等于把客人送走。”" in found  # noqa: RUF001 - as above
    assert "هل يجب أن تُغلَق الأسواق يوم الأحد؟" in found
    assert any("z. B. vom Samstag" in one and one.endswith("Sonntag.") for one in found)
    assert len(found) == 18


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("店员", ["店员", "店员", "店员", "店员"], id="a word in a run"),
        pytest.param("店员 工资", ["店员", "店员", "工资"], id="two words in a run"),
        pytest.param('"把客人送走"', ["把客人送走"] * 2, id="a phrase of Chinese"),
        pytest.param("客多", [], id="signs that do not stand side by side"),
        pytest.param("الاحد", ["الأحد"] * 3, id="alif without hamza"),
        pytest.param("السائح", ["السائحُ"] * 2, id="Arabic without vowels"),
        pytest.param("تُغْلَقَ", ["تُغلَق"], id="other vowels"),
        pytest.param("مدينه", ["والمدينةُ"], id="without the article, and with ha"),
        pytest.param("Schlossstrasse", ["Schloßstraße"], id="ss for ß"),
        pytest.param("schloßstraße", ["Schloßstraße"], id="ß"),
        pytest.param("Haeuser", ["Häuser"], id="ae for ä"),
        pytest.param("Hauser", ["Häuser"], id="a for ä"),
        pytest.param(
            "Sonntagsöffnung", ["Sonntagsöffnungszeiten"] * 2, id="a beginning"
        ),
        pytest.param("waren", ["Waren"], id="a word of German"),
        pytest.param("billigers", [], id="no plural of English"),
    ],
)
def test_search_finds_words_as_each_language_writes_them(client, typed, found):
    results = page(client, f"/search?q={encoded(typed)}")

    assert sorted(map(words, results.select("mark.search-hit-word"))) == sorted(found)


def test_words_found_are_marked_in_their_article(client):
    way = encoded(f"/search?q={encoded('店员')}")

    article = page(client, f"/sources/{WANG}?from={way}")

    marks = article.select(".source-article .source-searched")
    assert [mark.get_text() for mark in marks] == ["店员"] * 3


@pytest.mark.parametrize(
    ("pasted", "status", "marked"),
    [
        pytest.param("关门等于把客人送走", "Exact", "关门等于把客人送走", id="exact"),
        pytest.param("大多数店员不愿意", "Differs", "不", id="one sign too many"),
        pytest.param("السائح الذي يجد الأبواب", "Differs", "السائح", id="no vowels"),
        pytest.param("„Ohne Ladenschlussgesetz“", "Exact", "", id="German marks"),
    ],
)
def test_a_quotation_is_verified_word_by_word(client, pasted, status, marked):
    verified = page(client, f"/verify?q={encoded(pasted)}")

    assert words(verified.select_one(".verify-status")).startswith(status)
    told = verified.select(".verify-pasted-words del, .verify-pasted-words ins")
    told = told or verified.select("mark.quoted")
    assert any(marked in one.get_text() for one in told)
    place = verified.select_one(".verify-place .attribution a")["href"]
    landed = page(client, place.partition("#")[0])
    assert landed.select_one("#words")


def test_files_say_in_which_language_words_are(client, records):
    ids = {one["source"]: one["id"] for one in records["quotes"]}
    kept = f"keep={ids[HADDAD]},{ids[WANG]}"

    word = client.get(f"/reading-list.docx?{kept}").content
    document = ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    sheet = BeautifulSoup(client.get(f"/reading-list.html?{kept}").text, "lxml")
    notes = client.get("/exports/annotations.jsonld").json()["first"]["items"]
    claim = page(client, "/claims/closed-doors-lose-visitors")
    linked = json.loads(claim.select_one('[type="application/ld+json"]').string)

    assert '<w:pStyle w:val="Quote"/><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/>' in document
    assert '<w:lang w:val="zh-Hans" w:eastAsia="zh-Hans"' in document
    quotes = [(one["lang"], one.get("dir")) for one in sheet.select("blockquote")]
    assert quotes == [("ar", "rtl"), ("zh-Hans", None)]
    assert {one["target"]["language"] for one in notes} == {"ar", "de", "zh-Hans"}
    nodes = linked.get("@graph", linked)
    (quotation,) = [one for one in nodes if one["@type"] == "Quotation"]
    assert quotation["inLanguage"] == "ar"
