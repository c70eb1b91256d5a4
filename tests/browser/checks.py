"""What is asked of any page: what axe finds, and what runs over the edge."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Everything that axe does by default, its best practices among it, and target size.
_AXE = """async () => {
  const { violations } = await axe.run({
    resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
  return Object.fromEntries(violations.map(({ id, nodes }) => [
    id, nodes.slice(0, 5).map((node) => node.target.join(" "))]));
}"""

_OVER = """() => document.documentElement.scrollWidth === innerWidth ? [] :
  [`${document.documentElement.scrollWidth} px`,
    ...[...document.querySelectorAll("body *")]
      .filter((it) => it.getBoundingClientRect().right > innerWidth)
      .map((it) => it.outerHTML.slice(0, 80)).slice(-5)]"""


def violations(page: Page) -> dict[str, list[str]]:
    """Return where axe finds a rule broken, by rule."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: dict[str, list[str]] = page.evaluate(_AXE)
    return found


def running_over(page: Page, *widths: int) -> dict[int, Any]:
    """Return what runs over the right edge, by the widths at which something does."""
    over = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 640})
        if found := page.evaluate(_OVER):
            over[width] = found
    return over
