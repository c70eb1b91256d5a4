"""Every kind of page, and an address for each, of the site of any debate."""

from dataclasses import dataclass
from typing import Any

KINDS = (
    "home",
    "timeline",
    "claims, filtered",
    "themes",
    "theme",
    "theme, folds open",
    "claims",
    "claims, folds open",
    "claims, filtered to nothing",
    "claims, as known on a day",
    "claim",
    "clashes",
    "clash",
    "quotes",
    "quotes, asked for",
    "quote",
    "sources",
    "source",
    "source, arrived from a claim",
    "source, arrived from a search",
    "source, strayed",
    "speakers",
    "speaker",
    "map",
    "map of a theme",
    "map around a claim",
    "matrix",
    "matrix, claim by claim",
    "compare",
    "compare, two sources",
    "gaps",
    "gaps, folds open",
    "search",
    "search, hits",
    "search, no hit",
    "verify",
    "verify, differs",
    "verify, several places",
    "verify, nowhere",
    "reading list",
    "reading list, handed on",
    "reading list, lost",
    "about",
    "changes",
    "exports",
    "docs",
    "not found",
)
# Kinds without a page: a browser logs that there is none.
MISSING = {"not found", "withdrawn"}


@dataclass(frozen=True)
class Known:
    """What one must know of a debate, beside its records, to ask for every kind."""

    day: str
    """A day on which some of its sources had been published."""
    word: str
    """A word that is found in claims, quotes and passages."""
    misspelt: str
    """The word with a mistake."""
    words: str
    """Words that stand in several places."""


REAL = Known("2022-02-23", "Taiwan", "Taiwn", "Russia and China")
SMALL = Known("2024-06-01", "water", "wtaer", "the water")


def addresses(records: dict[str, Any], known: Known) -> dict[str, str]:
    """Return an address for every kind of page, those with the most on them."""
    quote = max(records["quotes"], key=lambda quote: len(quote["claims"]))
    claim = max(records["claims"], key=lambda claim: len(claim["quotes"]))
    clash = max(records["clashes"], key=lambda one: len(one["for"] + one["against"]))
    one, other = (source["id"] for source in records["sources"][:2])
    source = f"/sources/{quote['source']}"
    theme = f"/themes/{claim['theme']}"
    at = f"?claim={quote['claims'][0]}&quote={quote['id']}&from=/#q-{quote['id']}"
    return {
        "home": "/",
        "timeline": "/timeline",
        "claims, filtered": f"/claims?speaker={quote['speaker']}&voice=authors",
        "themes": "/themes",
        "theme": theme,
        "theme, folds open": f"{theme}?open=all",
        "claims": "/claims",
        "claims, folds open": "/claims?open=all",
        "claims, filtered to nothing": "/claims?" + _nothing(records),
        "claims, as known on a day": f"/claims?as_of={known.day}&stance=against",
        "claim": f"/claims/{claim['id']}",
        "clashes": "/clashes",
        "clash": f"/clashes/{clash['id']}",
        "quotes": "/quotes",
        "quotes, asked for": f"/quotes?source={quote['source']}&claim={claim['id']}",
        "quote": f"/quotes/{quote['id']}",
        "sources": "/sources",
        "source": source,
        "source, arrived from a claim": source + at,
        "source, arrived from a search": (
            f"{source}?from=/search%3Fq%3D{known.word}#p1"
        ),
        "source, strayed": f"{source}?claim=no-such-claim",
        "speakers": "/speakers",
        "speaker": f"/speakers/{quote['speaker']}",
        "map": "/map",
        "map of a theme": f"/map?theme={claim['theme']}",
        "map around a claim": f"/map?claim={claim['id']}",
        "matrix": "/matrix",
        "matrix, claim by claim": f"/matrix?theme={claim['theme']}",
        "compare": "/compare",
        "compare, two sources": f"/compare?a={one}&b={other}",
        "gaps": "/gaps",
        "changes": "/changes",
        "gaps, folds open": "/gaps?open=all",
        "search": "/search",
        "search, hits": f"/search?q={known.word}&stance=for",
        "search, no hit": f"/search?q={known.misspelt}",
        "verify": "/verify",
        "verify, differs": "/verify?q=" + _misquoted(quote["exact"]),
        "verify, several places": "/verify?q=" + known.words.replace(" ", "+"),
        "verify, nowhere": "/verify?q=no+such+words+are+here",
        "reading list": "/reading-list",
        "reading list, handed on": f"/reading-list?keep={claim['id']},{quote['id']}",
        "reading list, lost": f"/reading-list?keep=no-such,{claim['id']}&style=mla",
        "about": "/about",
        "exports": "/exports",
        "docs": "/docs",
        "not found": "/claims/no-such-claim",
        # Only the small world has one.
        "withdrawn": "/claims/the-moon-is-cheese",
    }


def _misquoted(exact: str) -> str:
    """Return the words of a quote with one of them changed."""
    words = exact.split()
    return "+".join([*words[:3], "otherwise", *words[4:]])


def _nothing(records: dict[str, Any]) -> str:
    """Return a filter that no claim passes, or else one that few pass."""
    sources = {quote["id"]: quote["source"] for quote in records["quotes"]}
    found = {
        (theme["id"], source["id"]): 0
        for theme in records["debate"]["themes"]
        for source in records["sources"]
    }
    for claim in records["claims"]:
        for quote in claim["quotes"]:
            found[claim["theme"], sources[quote]] += 1
    theme, source = min(found, key=lambda pair: found[pair])
    return f"theme={theme}&source={source}&voice=authors"
