"""What a screen reader says of the marks, and where lines break."""

import re

import pytest
from playwright.sync_api import expect

from tests.soak import soak


@pytest.mark.parametrize("side", ["for", "against"])
def test_quoted_words_are_told_from_the_rest_by_ear(page, records, side):
    claim = next(c for c in records["claims"] if c["stance"] == side)
    page.goto(f"/claims/{claim['id']}")
    page.get_by_text("The sentences around it").first.click()

    heard = _heard(page)

    # Each once by itself, and the first again among its sentences; of those that answer it,
    # which are on the other side, the quotes that stand open.
    times = len(claim["quotes"]) + 1
    answers = page.locator(":is(#answered, #answers) .pair-end mark:visible").count()
    assert heard.count(f"[quoted {side}:") == times
    assert heard.count("end of the quoted words]") == times + answers
    # Only by ear: neither the text nor what is copied has it.
    text = page.locator("blockquote").first.evaluate("(it) => it.textContent")
    assert "[quoted" not in text


def _heard(page):
    """Return what Chromium hands to a screen reader, in the order of reading."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    named = {node["nodeId"]: node for node in nodes}
    heard, waiting = [], [nodes[0]["nodeId"]]
    while waiting:
        node = named[waiting.pop()]
        if node.get("role", {}).get("value") in {"StaticText", "link"}:
            heard.append(node["name"]["value"])
        else:
            waiting += reversed(node["childIds"])
    return " ".join(heard)


def test_in_an_article_each_quote_says_where_it_begins_and_ends(page, records):
    """Quotes cross, so each is called by the name of its note."""
    source = records["sources"][0]["id"]
    page.goto(f"/sources/{source}")
    names = page.locator(".note").evaluate_all(
        "(it) => it.map((one) => one.id.slice(2))"
    )

    heard = _heard(page)

    begun, ended = (
        [heard.find(words.format(name)) for name in names]
        for words in (" quote {}, ", "End of quote {}: its note")
    )
    assert len(names) == sum(quote["source"] == source for quote in records["quotes"])
    assert all(-1 < start < end for start, end in zip(begun, ended, strict=True))
    assert "quote 1a" not in page.locator("article").evaluate("(it) => it.innerText")


def test_on_its_own_page_a_quote_says_where_it_begins_and_ends(page, records):
    quote = records["quotes"][0]
    page.goto(f"/quotes/{quote['id']}")

    heard = " ".join(_heard(page).split())

    assert re.search(r"\[quoted [a-z ]+: " + re.escape(quote["exact"]), heard)
    assert f"{quote['exact']} end of the quoted words]" in heard


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/speakers", "/themes/friendship"),
        pytest.param("/claims", marks=soak),  # as a theme, but of all of them
    ],
)
def test_no_line_begins_with_a_comma(page, path):
    page.goto(path)

    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(_COMMAS) == [], width


# A comma that stands lower than the letter before it begins a line.
_COMMAS = """() => {
  const range = document.createRange();
  const at = (node, from) => {
    range.setStart(node, from);
    range.setEnd(node, from + 1);
    return range.getBoundingClientRect();
  };
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("main"), 4);
  for (let before = null, node; (node = walker.nextNode()); before = node) {
    if (!node.data.startsWith(",") || !before?.data.trim()) continue;
    const comma = at(node, 0), letter = at(before, before.length - 1);
    if (comma.height && comma.top > letter.top + 8) found.push(before.data);
  }
  return found;
}"""


def test_the_last_line_of_a_quote_is_no_single_short_word(page):
    page.goto("/quotes?open=all")

    alone = page.locator("blockquote").evaluate_all(_ALONE)

    assert alone == []


_ALONE = r"""(quotes) => quotes.flatMap((quote) => {
  const range = document.createRange();
  range.selectNodeContents(quote);
  const lines = [...range.getClientRects()].filter((one) => one.width > 2);
  const low = Math.max(...lines.map((one) => one.bottom));
  const last = lines.filter((one) => one.bottom > low - 12);
  const wide = last.reduce((sum, one) => sum + one.width, 0);
  return lines.length > 2 && wide < 72 ? [quote.textContent.slice(-60)] : [];
})"""


def test_a_compound_in_the_question_is_not_parted(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/")
    compound = page.locator("h1 .no-break")

    expect(compound).to_have_text("Sino-Russian")
    assert compound.evaluate("(it) => it.getClientRects().length") == 1
