"""What is printed: which sheet holds what, and what paper leaves out."""

import re
from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from app.citations.list_order import list_order
from app.domain.vocabulary import Stance
from tests.browser.kinds import REAL, addresses
from tests.soak import in_a_soak

# Of each arrow on the front page, on which side of it a head is drawn, its line,
# and whether its words end before the claim on its right.
_ARROWS = """() => [...document.querySelectorAll(".home-columns > .relation")].map((it) => {
  const words = document.createRange();
  words.selectNodeContents(it);
  return [
    ...["::before", "::after"].map((head) => getComputedStyle(it, head).content),
    getComputedStyle(it).borderBottomStyle,
    words.getBoundingClientRect().right < it.nextElementSibling.getBoundingClientRect().left,
  ];
})"""


def _sheets(page: Page) -> list[str]:
    """Return the words on each sheet on which the page is printed, without the spaces.

    Where a line ends, a PDF may have a space or not.
    """
    document = pypdfium2.PdfDocument(BytesIO(page.pdf(format="A4")))
    return [_solid(sheet.get_textpage().get_text_range()) for sheet in document]


def _inked(page: Page) -> list[float]:
    """Return how far down each sheet on which the page is printed is used, of its height.

    Neither the margins count nor what stands there.
    """
    used = []
    for sheet in pypdfium2.PdfDocument(BytesIO(page.pdf(format="A4"))):
        drawn = sheet.render(grayscale=True).to_pil()
        top, bottom = (round(drawn.height * mm / 297) for mm in (15, 297 - 18))
        body = drawn.crop((0, top, drawn.width, bottom))
        ink = body.point(lambda light: 255 if light < 200 else 0).getbbox()
        used.append(ink[3] / body.height if ink else 0)
    return used


def _solid(text: str) -> str:
    return "".join(text.split())


def _on(sheets: list[str], text: str) -> int:
    """Return the first of *sheets* that has all of *text*, from 1; 0 if none has."""
    return next((n for n, sheet in enumerate(sheets, 1) if _solid(text) in sheet), 0)


@pytest.mark.parametrize(
    "kind", ["claim", "clash", "theme", "source", "reading list, handed on"]
)
def test_what_is_made_for_paper_has_a_button_that_prints_it(reader, records, kind):
    address = addresses(records, REAL)[kind]
    page = reader()
    page.goto(address)
    page.evaluate(
        "() => { print = () => document.body.setAttribute('data-printed', 1); }"
    )

    page.locator("[data-print]").filter(visible=True).click()

    expect(page.locator("body")).to_have_attribute("data-printed", "1")
    # On paper itself, and for who has no script, there is none.
    page.emulate_media(media="print")
    expect(page.locator("[data-print]").filter(visible=True)).to_have_count(0)
    plain = reader(java_script_enabled=False)
    plain.goto(address)
    expect(plain.locator("[data-print]").filter(visible=True)).to_have_count(0)


def test_a_sheet_of_the_front_page_has_whole_rows_and_the_arrows_of_the_screen(
    page, records
):
    page.goto("/")
    arrows = page.evaluate(_ARROWS)
    page.emulate_media(media="print")
    assert page.evaluate(_ARROWS) == arrows
    assert all(clear for *_, clear in arrows)

    sheets = _sheets(page)
    texts = {claim["id"]: claim["text"] for claim in records["claims"]}
    rows = zip(*records["cases"].values(), strict=True)
    claims = [texts[one] for row in rows for one in row]
    quotes = page.locator(".home-cases blockquote").all_inner_texts()
    on = [_on(sheets, text) for text in claims]
    assert on == [_on(sheets, quote) for quote in quotes]
    assert on[::2] == on[1::2]
    assert on[0] == 1
    # What can only be followed on a screen is not there.
    assert not _on(sheets, "Compare two articles")


def test_a_comparison_lists_what_one_article_says_and_then_what_the_other_does(page):
    page.goto("/compare?a=rinna-2014&b=datta-2025&open=all")
    first = page.locator("#only-rinna-2014 .compare-only-claims a").all_inner_texts()
    printed = "".join(_sheets(page))

    second = printed.index(_solid("made only in Datta 2025"))
    assert all(printed.rindex(_solid(text), 0, second) for text in first)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_on_paper_folds_are_open_and_what_can_be_clicked_is_gone(
    reader, records, scripts
):
    """All but those beneath a claim, of which the next test speaks."""
    page = reader(java_script_enabled=scripts)
    claim = records["claims"][0]["id"]

    for path in (
        "/",
        f"/claims/{claim}",
        f"/sources/{records['sources'][0]['id']}",
        "/compare?a=rinna-2014&b=datta-2025",
    ):
        page.goto(path)
        page.emulate_media(media="print")

        folded = page.evaluate(
            """() => [...document.querySelectorAll("main details:not([class$=-fold]) > :not(summary)")]
              .filter((it) => it.textContent.trim() && !it.checkVisibility())
              .map((it) => it.outerHTML.slice(0, 60))"""
        )
        assert folded == [], path
        controls = page.evaluate(
            """() => [...document.querySelectorAll(
              "button, select, input, form, header nav, footer nav, .skip-link, .source-bar, .neighbours")]
              .filter((it) => it.checkVisibility()).map((it) => it.outerHTML.slice(0, 60))"""
        )
        assert controls == [], path

    # An answer stands beneath the claim, not beside it, and above both how they are related.
    pair = page.locator("#answers .compare-relations > li").first
    line, claim, answer = (
        part.bounding_box()
        for part in pair.locator(".compare-relation, .pair-end").all()
    )
    assert claim["y"] >= line["y"] + line["height"]
    assert answer["y"] >= claim["y"] + claim["height"]


def test_a_theme_is_printed_whole_though_its_claims_are_folded(page, records):
    page.goto(f"/themes/{records['debate']['themes'][0]['id']}")
    page.emulate_media(media="print")

    quotes = page.locator("main blockquote")
    assert page.locator("blockquote:visible").count() == quotes.count() > 20
    assert page.locator(".folds > details[open]").count() == 0
    # What stands beneath a claim but is no quote says what it is.
    for what in (".face-to-face-answers", ".claim"):
        folds = page.locator(f".folds > details:has(> {what})")
        assert 0 < folds.count() == folds.locator("> summary:visible").count()
    expect(page.get_by_text("“Conceded”: the author argues")).to_be_visible()
    expect(page.get_by_role("heading", name="References")).to_be_visible()
    entries = page.locator(".citation-entries > li").all_inner_texts()
    assert entries[-1].startswith("Rinna")
    assert entries == sorted(entries, key=list_order)


def test_on_paper_a_folded_claim_of_all_has_its_first_quote(page):
    page.goto("/claims?theme=trust")
    page.emulate_media(media="print")
    said = page.get_by_text(
        "Printed here are the main claims, each with its first quote."
    )
    claims, quotes = page.locator("article:visible"), page.locator("blockquote:visible")

    assert 1 < claims.count() == quotes.count() < page.locator("article").count()
    expect(said).to_be_visible()

    page.emulate_media(media="screen")
    page.get_by_role("link", name="Expand all").click()
    page.emulate_media(media="print")
    assert quotes.count() == page.locator("blockquote").count() > claims.count()
    expect(said).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_on_paper_stands_what_is_argued_and_said(reader, records, scripts):
    """No drawing, which breaks over no page, and nothing around an article that is closed."""
    page = reader(java_script_enabled=scripts)
    page.goto(f"/claims/{records['relations'][0]['to']}")
    page.emulate_media(media="print")
    assert page.locator(".map").count() == 1
    expect(page.locator("#map")).to_be_hidden()

    page.goto(f"/sources/{records['sources'][-1]['id']}")
    assert page.locator(".source-matter").count() == 2
    for matter in page.locator(".source-matter").all():
        expect(matter).to_be_hidden()
    expect(page.locator(".passage").first).to_be_visible()


def test_paper_says_nothing_that_only_a_screen_can_do(reader):
    # A page that was printed may keep something of it.
    page = reader(new=True)
    page.goto("/claims")
    page.emulate_media(media="print")
    assert "; open " not in page.locator("main").inner_text()

    page.goto("/sources")
    expect(page.get_by_text("What the article says of itself").first).to_be_hidden()
    page.goto("/compare?a=rinna-2014&b=datta-2025&theme=friendship")
    expect(page.get_by_text("Show all themes")).to_be_hidden()

    # What a sheet leaves out, it says, and where that is.
    page.goto("/quotes")
    assert "notes are on the page of each quote" in page.locator("main").inner_text()
    page.goto("/changes")
    expect(
        page.get_by_text(re.compile(r"^\d+ more at http.*/changes\?open=all$")).first
    ).to_be_visible()
    expect(page.get_by_text(re.compile("^All \\d")).first).to_be_hidden()

    # Where a sheet is short of room, a pair names the places of its words.
    page.goto("/gaps")
    pair = page.locator(".pair").first
    expect(pair.locator(".attribution").first).to_be_visible()
    expect(pair.locator("blockquote").first).to_be_hidden()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) < 20


def test_what_belongs_together_is_on_one_sheet(page):
    page.goto("/clashes")
    sheets = _sheets(page)
    clashes = page.locator(".clashes-clash")
    for clash in clashes.all():
        texts = [
            _solid(one)
            for one in clash.locator(".entry-title, .pair-claim").all_inner_texts()
        ]
        assert len(texts) == 3
        assert any(all(one in sheet for one in texts) for sheet in sheets), texts

    # What a sheet's lines and type mean, and from when it is, stands at its head, so that
    # no sheet is printed for that alone.
    page.goto("/themes/ukraine")
    first, *_, last = _sheets(page)
    assert _solid("Text in serif type is quoted exactly") in first
    assert _solid("Data as of 30 November 2026, version") in first
    assert _solid("Clay alliance: Russia-China union") in last


# At most so many sheets: what two columns need, and little more.
SHEETS = {
    "/quotes": 20,
    "/gaps": 15,
    "/compare?a=rinna-2014&b=datta-2025": 11,
    "/clashes": 4,
    "/clashes/words-or-deeds": 4,
    "/map": 15,
    "/sources/datta-2025": 8,
}


@pytest.mark.parametrize("path", SHEETS)
def test_no_sheet_is_half_blank(page, path):
    page.goto(path)
    *sheets, last = _inked(page)

    assert len(sheets) < SHEETS[path]
    assert min(sheets) > 0.65, sheets
    assert last > 0


def test_a_clash_is_printed_face_to_face(page):
    page.goto("/clashes/is-it-an-alliance")
    page.emulate_media(media="print")
    row = page.locator(".face-to-face:has(> .face-to-face-opposite)").first
    pro, contra = (row.locator(f".clash-claim.{side}").first for side in Stance)

    left, right = pro.bounding_box(), contra.bounding_box()
    assert right["x"] > left["x"] + left["width"]
    assert right["y"] == left["y"]
    expect(row.locator(".relation-across").first).to_be_visible()
    assert row.locator(".relation-stacked").first.bounding_box()["width"] == 1


def test_on_paper_a_sentence_that_is_set_aside_is_said_once(page):
    page.goto("/sources/datta-2025")
    page.emulate_media(media="print")

    expect(page.locator(".source-set-aside > li").first).to_be_visible()
    assert page.locator("#withdrawn").count() == 1
    expect(page.locator("#withdrawn")).to_be_hidden()


def test_on_paper_dark_is_light(dark_page):
    dark_page.goto("/")
    dark_page.locator("#scheme-dark").check()

    dark_page.emulate_media(media="print", color_scheme="dark")

    for what in ("body", "main .for > :not(a)"):
        ink = dark_page.locator(what).first.evaluate("it => getComputedStyle(it).color")
        assert sum(map(int, re.findall(r"\d+", ink)[:3])) < 3 * 100, what


def test_each_sheet_says_which_of_how_many_it_is(page):
    page.goto("/changes")
    sheets = _sheets(page)

    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, 1):
        assert f"{number}/{len(sheets)}" in sheet


def test_handouts_end_with_the_references_of_what_they_name(page, records):
    # The last word before the year: Ghosh, Attaché.
    names = {source["short"].split()[-2] for source in records["sources"]}
    for path in (
        "/",
        "/claims",
        "/clashes",
        "/quotes",
        "/gaps",
        "/matrix",
        "/search?q=trade",
        "/compare?a=rinna-2014&b=datta-2025",
        f"/map?claim={records['relations'][0]['to']}",
    ):
        page.goto(path)
        # A PDF takes long to make and to read: in every run, what paper would show.
        if in_a_soak():
            printed = "".join(_sheets(page))
        else:
            page.emulate_media(media="print")
            printed = page.locator("body").inner_text()
        text, _, references = printed.rpartition("References")
        named = {name for name in names if name in text}

        assert named, path
        assert {name for name in names if name in references} == named, path

    # Without a source, nothing is to be looked up.
    page.goto("/map")
    expect(page.locator(".citation-entries")).to_have_count(0)
