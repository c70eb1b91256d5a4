"""Readers written in JavaScript accept our exports; they run in the browser itself."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

READERS = Path(__file__).resolve().parent.parent / "readers"

# Gives the words that every selector finds, each by itself, wherever they are found.
FIND = """async ({selectors, within}) => {
  const scope = document.querySelector(within);
  const found = [];
  for (const selector of selectors) {
    const matches = [];
    const matcher = annotator.createTextQuoteSelectorMatcher(selector);
    for await (const range of matcher(scope)) {
      const start = range.startContainer.parentElement;
      matches.push([range.toString(), !!start.closest(".passage-text, pre")]);
    }
    found.push(matches);
  }
  return found;
}"""

PARSE = """(text) => {
  const app = new argdown.ArgdownApplication();
  app.addPlugin(new argdown.ParserPlugin(), "parse");
  app.addPlugin(new argdown.DataPlugin(), "build");
  app.addPlugin(new argdown.ModelPlugin(), "build");
  const read = app.run({process: ["parse", "build"], input: text});
  const statements = Object.entries(read.statements).map(([title, one]) => [
    title, one.members.filter((m) => !m.isReference).map((m) => m.text), one.tags, one.data,
  ]);
  const relations = read.relations.map((one) =>
    [one.from.title, one.relationType, one.to.title]);
  const errors = [...(read.parserErrors ?? []), ...(read.lexerErrors ?? [])];
  return {
    errors: errors.map(String), statements, relations, about: read.frontMatter,
    inferred: Object.keys(read.arguments ?? {}),
  };
}"""


def with_reader(page: Page, name: str) -> None:
    """Have a reader on the page, as the console of a browser would."""
    page.evaluate(
        (READERS / f"{name}.js").read_text("utf-8").replace("var ", "window.", 1)
    )


@pytest.fixture(scope="session")
def annotations(real_client) -> list[dict[str, Any]]:
    """Return every annotation."""
    collection = json.loads(real_client.get("/exports/annotations.jsonld").content)
    return list(collection["first"]["items"])


def sources(annotations):
    return sorted({one["target"]["source"] for one in annotations})


@pytest.mark.parametrize(
    ("ending", "within"),
    [
        pytest.param("", "body", id="the page of the source"),
        pytest.param(".txt", "body", id="the file as received"),
    ],
)
def test_every_quote_is_found_on_its_source_and_is_exactly_its_words(
    page, annotations, words, ending, within
):
    for source in sources(annotations):
        here = [one for one in annotations if one["target"]["source"] == source]
        page.goto(f"{source}{ending}")
        with_reader(page, "annotator")

        selectors = [one["target"]["selector"][0] for one in here]
        found = page.evaluate(FIND, {"selectors": selectors, "within": within})

        quotes = [one["id"].removeprefix("/quotes/")[:12] for one in here]
        missed = {
            quote: matches
            for quote, matches in zip(quotes, found, strict=True)
            if matches != [[words[quote], True]]
        }
        assert missed == {}, source


def test_argdown_reads_every_statement_and_relation(page, records, real_client):
    text = real_client.get("/exports/arguments.argdown").text
    page.goto("/exports")
    with_reader(page, "argdown")

    read = page.evaluate(PARSE, text)

    assert read["errors"] == []
    assert read["inferred"] == []
    assert {title: said for title, said, _, _ in read["statements"]} == {
        claim["id"]: [claim["text"]] for claim in records["claims"]
    }
    told = Counter(tuple(one) for one in read["relations"])
    signs = {"supports": "support"}
    said = Counter(
        (one[start], signs.get(one["kind"], "attack"), one[end])
        for one in records["relations"]
        for start, end in [("from", "to"), ("to", "from")][: 1 + one["mutual"]]
    )
    said += Counter(
        (claim["id"], "support", claim["parent"])
        for claim in records["claims"]
        if claim["parent"]
    )
    assert told == said
    assert read["about"]["release"] == records["release"]["hash"]
    assert read["about"]["cases"] == records["cases"]
    assert [clash["turns_on"] for clash in read["about"]["clashes"]] == [
        clash["turns_on"] for clash in records["clashes"]
    ]


def test_argdown_reads_every_quote_beneath_its_claim(page, records, real_client):
    page.goto("/exports")
    with_reader(page, "argdown")

    read = page.evaluate(PARSE, real_client.get("/exports/arguments.argdown").text)

    quotes = {quote["id"]: quote for quote in records["quotes"]}
    claims = {claim["id"]: claim for claim in records["claims"]}
    for title, _, tags, data in read["statements"]:
        stance = claims[title]["stance"]
        assert tags == [
            stance,
            *(
                f"clash {clash['id']}"
                for clash in records["clashes"]
                if title in clash[stance]
            ),
        ]
        assert data["editors_because"] == claims[title]["because"]
        assert [(o["id"], o["exact"], o["modality"]) for o in data["quotes"]] == [
            (support["quote"], quotes[support["quote"]]["exact"], support["modality"])
            for support in claims[title]["support"]
        ]
