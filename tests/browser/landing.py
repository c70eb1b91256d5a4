"""Where a reader who came to a quote has landed, as the browser has it."""

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Error, Page

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}

# How long a browser may take to scroll and to move the focus. Our choice.
_PATIENCE = 3.0  # seconds

_LOOK = """(id) => {
  const pieces = [...document.querySelectorAll(`[data-quote="${id}"]`)];
  const others = [...document.querySelectorAll(`[data-quote]:not([data-quote="${id}"])`)];
  const bar = document.querySelector(".source-bar");
  const free = bar ? bar.getBoundingClientRect().bottom : 0;
  const lines = pieces.flatMap((piece) => [...piece.getClientRects()])
    .filter((line) => line.width > 0);
  const shown = (line) => {
    const top = document.elementFromPoint(
      (line.left + line.right) / 2, (line.top + line.bottom) / 2);
    return line.top >= free && line.bottom <= innerHeight && line.left >= 0
      && line.right <= innerWidth && !!top?.closest(`[data-quote="${id}"]`);
  };
  const look = (piece) => {
    const style = getComputedStyle(piece);
    return [style.backgroundColor, style.textDecorationThickness, style.outlineStyle,
      style.boxShadow, style.fontWeight].join();
  };
  const looks = new Set(pieces.map(look));
  return {
    text: pieces.map((piece) => piece.textContent).join(""),
    first: pieces[0]?.id ?? "",
    focused: document.activeElement?.id ?? "",
    shown: lines.length > 0 && lines.every(shown),
    tinted: pieces.every(
      (piece) => getComputedStyle(piece).backgroundColor !== "rgba(0, 0, 0, 0)"),
    current: pieces.every((piece) => piece.matches(".current")),
    apart: looks.size === 1 && !others.some((other) => looks.has(look(other))),
  };
}"""


@dataclass(frozen=True)
class Landing:
    """What a reader finds on arriving at a quote."""

    text: str
    """The marked words, each white space one blank."""
    first: str
    """The id of the first piece of the mark."""
    focused: str
    """The id of what has the focus."""
    shown: bool
    """Whether every line of the mark is in view, and none of it covered."""
    tinted: bool
    """Whether every piece of the mark stands on a ground of its own."""
    current: bool
    """Whether every piece of the mark is said to be what the reader came for."""
    apart: bool
    """Whether all pieces of the mark look alike, and no other mark looks as they do."""


def landing(page: Page, quote: str) -> Landing:
    """Say where the reader landed, once the browser has come to rest."""
    seen: dict[str, Any] = settled(
        page, _LOOK, quote, lambda it: it["shown"] and it["focused"] == f"q-{quote}"
    )
    return Landing(**{**seen, "text": plain(seen["text"])})


def settled(page: Page, script: str, argument: Any, good: Any) -> Any:
    """Ask *page* until the answer is *good*, or patience ends; give the last answer."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            answer = page.evaluate(script, argument)
        except Error:
            # The page has just gone, and the next is not there yet.
            if time.monotonic() > end:
                raise
        else:
            if good(answer) or time.monotonic() > end:
                return answer
        time.sleep(0.02)


def expected(quote: str, words: str, *, current: bool = True) -> Landing:
    """Say where a reader of *quote* should land: on exactly its *words*."""
    return Landing(
        text=plain(words),
        first=f"q-{quote}",
        focused=f"q-{quote}",
        shown=True,
        tinted=True,
        current=current,
        apart=True,
    )


def plain(text: str) -> str:
    """Return *text* with each white space as one blank, as a browser shows it."""
    return " ".join(text.split())


def named(address: str) -> dict[str, str]:
    """Return the words in the query of an address."""
    return {name: told[0] for name, told in parse_qs(urlsplit(address).query).items()}


# --- ways from the home page -----------------------------------------------------------

# The shortest way to every quote under every claim: by a link on the home page, or on a
# page of a claim, a theme or all quotes to which it links; else on the page of a claim
# to which the list of all quotes links.
_WAYS = """async () => {
  const read = async (path) => new DOMParser()
    .parseFromString(await (await fetch(path)).text(), "text/html");
  const found = new Map();
  const links = (page, which) => [...page.querySelectorAll(which)].map((link) => {
    let folds = 0;
    let fold = link.closest("details:not([open])");
    for (; fold; fold = fold.parentElement.closest("details:not([open])")) folds++;
    return [link.getAttribute("href"), folds + 1];
  });
  const note = (page, through, before) => {
    for (const [link, more] of links(page, "main a.to-source")) {
      const asked = new URL(link, location).searchParams;
      const key = `${asked.get("claim")} ${asked.get("quote")}`;
      const known = found.get(key);
      if (!known || before + more < known[2]) found.set(key, [link, through, before + more]);
    }
  };
  const home = await read("/");
  note(home, [], 0);
  const next = "main a[href^='/claims/'], main a[href^='/themes/'], main a[href='/quotes']";
  for (const [path, activations] of links(home, next))
    note(await read(path), [path], activations);
  const quotes = await read("/quotes");
  const seen = new Set();
  for (const [path, activations] of links(quotes, "main a[href^='/claims/']")) {
    if (seen.has(path)) continue;
    seen.add(path);
    note(await read(path), ["/quotes", path], 1 + activations);
  }
  return [...found.values()];
}"""


@dataclass(frozen=True)
class Way:
    """A way from the home page to a quote in its source."""

    link: str
    """The address of the link that lands on the quote."""
    through: tuple[str, ...]
    """The addresses of the pages between; empty if the link is on the home page."""
    activations: int
    """How many folds and links a reader opens, the last one included."""

    @property
    def quote(self) -> str:
        """The quote on which it lands."""
        return named(self.link)["quote"]

    @property
    def claim(self) -> str:
        """The claim under which the link stands."""
        return named(self.link)["claim"]


def ways(page: Page) -> list[Way]:
    """Return the shortest way from the home page to every quote under every claim."""
    page.goto("/about")
    return [
        Way(link, tuple(through), activations)
        for link, through, activations in page.evaluate(_WAYS)
    ]


# --- places to come back to ------------------------------------------------------------

_PLACE = """(id) => {
  const place = document.getElementById(id);
  if (!place) return "there is no such place";
  if (place.closest("details:not([open])")) return "its fold is closed";
  const box = place.getBoundingClientRect();
  const seen = box.top < innerHeight && box.bottom > 0 && box.height > 0;
  return seen ? "in view" : "out of view";
}"""


def spot(records: dict[str, Any], claim: str, quote: str) -> str:
    """Return the id that a quote has where it stands under its claim."""
    (quotes,) = (one["quotes"] for one in records["claims"] if one["id"] == claim)
    return f"{claim}.{quotes.index(quote) + 1}"


def place(page: Page, id_: str) -> str:
    """Say whether what has the *id_* is in view, once the browser has come to rest."""
    return str(settled(page, _PLACE, id_, lambda it: it == "in view"))
