"""The whole way without a mouse."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.landing import landing, named, place
from tests.soak import soak

FOCUSED = """() => {
  const at = document.activeElement;
  return { tag: at.tagName, text: at.textContent.trim(), class: at.className,
    href: at.getAttribute("href") };
}"""

# What has the focus and cannot be seen whole, because it is out of view or covered.
UNSEEN = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const box = at.getClientRects()[0];
  const bar = document.querySelector(".source-bar");
  const free = bar && !bar.contains(at) && !at.closest(".skip-link, .site-header")
    ? bar.getBoundingClientRect().bottom : 0;
  const seen = box && box.height > 0 && box.top >= free - 1
    && box.bottom <= innerHeight + 1;
  const style = getComputedStyle(at);
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return seen && (ringed || at.matches("main, mark")) ? null : at.outerHTML.slice(0, 90);
}"""


def pressed(page: Page, key: str, until: str, most: int = 200) -> dict[str, str]:
    """Press *key* until what has the focus matches the selector; say what it is."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", until):
            return dict(page.evaluate(FOCUSED))
    raise AssertionError(f"{key} does not reach {until}")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_keyboard_leads_to_a_passage_and_back(reader, scripts):
    page = reader(java_script_enabled=scripts)
    page.goto("/")

    assert pressed(page, "Tab", "a", 1)["text"] == "Skip to content"
    page.keyboard.press("Enter")
    pressed(page, "Tab", "main summary")
    page.keyboard.press("Enter")
    link = pressed(page, "Tab", "a.to-source", 3)["href"]
    with page.expect_navigation():
        page.keyboard.press("Enter")
    quote = named(link)["quote"]
    assert landing(page, quote).focused == f"q-{quote}"

    pressed(page, "Shift+Tab", ".source-bar a")
    while "Back to" not in page.evaluate(FOCUSED)["text"]:
        page.keyboard.press("Shift+Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert place(page, urlsplit(page.url).fragment) == "in view"


def test_from_a_passage_the_keyboard_goes_on_behind_it(page, records):
    quote = records["quotes"][0]["id"]
    page.goto(f"/sources/{records['quotes'][0]['source']}#q-{quote}")
    landing(page, quote)

    page.keyboard.press("Tab")

    after = page.evaluate(
        """(id) => document.getElementById(id)
          .compareDocumentPosition(document.activeElement)""",
        f"q-{quote}",
    )
    assert after & 4  # DOCUMENT_POSITION_FOLLOWING
    assert page.evaluate("() => document.activeElement !== document.body")


# Each kind forwards or backwards; those with heads that stay in view both ways.
@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("home", "Shift+Tab"),
        ("claim", "Tab"),
        ("source", "Tab"),
        ("source", "Shift+Tab"),
        ("map", "Shift+Tab"),
        ("matrix", "Tab"),
        ("matrix", "Shift+Tab"),
        ("gaps", "Shift+Tab"),
        ("list", "Tab"),
        *(
            pytest.param(*other, marks=soak)
            for other in (
                ("home", "Tab"),
                ("claim", "Shift+Tab"),
                ("map", "Tab"),
                ("gaps", "Tab"),
                ("list", "Shift+Tab"),
            )
        ),
    ],
)
def test_the_focus_can_always_be_seen(reader, records, kind, key):
    page = reader(reduced_motion="reduce")
    quote = records["quotes"][-1]
    page.goto(
        {
            "home": "/",
            "map": "/map?theme=taiwan",
            "matrix": "/matrix",
            "gaps": "/gaps?open=all",
            "list": f"/reading-list?keep={','.join(quote['claims'])},{quote['id']}",
            "claim": f"/claims/{quote['claims'][0]}",
            "source": f"/sources/{quote['source']}"
            f"?claim={quote['claims'][0]}&quote={quote['id']}",
        }[kind]
    )

    unseen = []
    for _ in range(60):
        page.keyboard.press(key)
        unseen.append(page.evaluate(UNSEEN))

    assert [one for one in unseen if one] == []


def test_the_skip_link_shows_itself_to_the_keyboard_only(page):
    page.goto("/about")
    skip = page.get_by_role("link", name="Skip to content")

    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")

    assert page.evaluate("() => document.activeElement.id") == "main"
