"""What is asked of any page: axe's rules, room, the grid, links, and the serif."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.soak import in_a_soak

# Everything that axe does by default, its best practices among it, and target size.
_AXE = """async (contrast) => {
  const { violations } = await axe.run({ resultTypes: ["violations"], preload: false,
    rules: { "target-size": { enabled: true }, "color-contrast": { enabled: contrast } } });
  return Object.fromEntries(violations.map(({ id, nodes }) => [
    id, nodes.slice(0, 5).map((node) => node.target.join(" "))]));
}"""

_OVER = """() => document.documentElement.scrollWidth === innerWidth ? [] :
  [`${document.documentElement.scrollWidth} px`,
    ...[...document.querySelectorAll("body *")]
      .filter((it) => it.getBoundingClientRect().right > innerWidth)
      .map((it) => it.outerHTML.slice(0, 80)).slice(-5)]"""

# Where the lines of the grid are on a page 1280 px wide: its edge, the text, the middle,
# and the margin.
_LINES = (64, 240, 704, 880)

# Every block that is not within an item of a list, a table or a drawing, and does not hang
# on a line of its own.
_OFF_THE_GRID = """(lines) => Object.fromEntries(
  [...document.querySelectorAll("main :is(h1,h2,h3,p,ol,ul,dl,table,form,details,blockquote)")]
    .filter((it) => !it.closest(".relation, .claim-narrow, .citation-text, .home-count, .filters-as-of, .map")
      && !it.parentElement.closest("li, dl, table, form, summary"))
    .filter((it) => it.offsetWidth > 1 && it.offsetHeight > 1)
    .map((it) => [it.outerHTML.slice(0, 80), it.getBoundingClientRect().left])
    .filter(([, left]) => !lines.some((line) => Math.abs(line - left) < 1)))"""

# Numbers of passages are known by their place; counts, filters and pieces of a drawing have
# lines of their own.
_NOT_UNDERLINED = """() => [...document.querySelectorAll("main a[href]")]
  .filter((it) => it.checkVisibility() && it.textContent.trim()
    && !it.closest("svg, .passage-number, .stance-count, .filters-chosen, .home-count"))
  .filter((it) => {
    const { textDecorationLine, textDecorationColor } = getComputedStyle(it);
    return !textDecorationLine.includes("underline") || textDecorationColor.endsWith(", 0)");
  })
  .map((it) => it.outerHTML.slice(0, 120))"""

_IN_THE_SERIF = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const { parentElement, data } = texts.currentNode;
    if (data.trim() && !parentElement.closest(".visually-hidden, script")
        && getComputedStyle(parentElement).fontFamily.startsWith("Newsreader"))
      found.push(data);
  }
  return found;
}"""


def violations(page: Page) -> dict[str, list[str]]:
    """Return where axe finds a rule broken, by rule.

    To measure contrast takes axe most of its time, and is left to a soak;
    tests/shape/test_contrast.py computes that of every ink on every ground.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: dict[str, list[str]] = page.evaluate(_AXE, in_a_soak())
    return found


def running_over(page: Page, *widths: int) -> dict[int, Any]:
    """Return what runs over the right edge, by the widths at which something does."""
    over = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 640})
        if found := page.evaluate(_OVER):
            over[width] = found
    return over


def off_the_grid(page: Page) -> dict[str, float]:
    """Return the blocks of a page 1280 px wide that begin on no line of its grid."""
    found: dict[str, float] = page.evaluate(_OFF_THE_GRID, _LINES)
    return found


def not_underlined(page: Page) -> list[str]:
    """Return the links of a page that do not show at rest that they are links."""
    found: list[str] = page.evaluate(_NOT_UNDERLINED)
    return found


def in_the_serif(page: Page) -> list[str]:
    """Return the texts of a page that are set in the serif."""
    found: list[str] = page.evaluate(_IN_THE_SERIF)
    return found
