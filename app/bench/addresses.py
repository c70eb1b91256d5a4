"""An address for every kind of page, of any debate, and lists and searches that find much."""

from collections.abc import Iterator
from itertools import count, cycle

import app.pages  # noqa: F401 - registers every page
from app.bench.client import request
from app.store.connection import Store
from app.web.routes import PAGES

# What else is asked of pages, under a name of its own.
_QUERIES = {
    "claims of a side": "/claims?stance=for",
    "claims of a theme": "/claims?theme={theme}",
    "claims as data": "/claims.json?stance=for",
    "quotes of a side": "/quotes?stance=for",
    "quotes of a source": "/quotes?source={source}",
    "sources of a side": "/sources?stance=for",
    "speakers of a side": "/speakers?stance=for",
    "theme, all open": "/themes/{theme}?open=all",
    "gaps, all open": "/gaps?open=all",
    "source, from a claim": "/sources/{source}?claim={claim}&quote={quote}",
    "map of a theme": "/map?theme={theme}",
    "map around a claim": "/map?claim={claim}",
    "matrix of a theme": "/matrix?theme={theme}",
    "two sources compared": "/compare?a={source}&b={other}",
    "search, the commonest word": "/search?q={word}",
    "search, its claims": "/search?q={word}&kind=claims",
    "search, a rarer word of a side": "/search?q={rarer}&stance=for",
    "search, nothing found": "/search?q=qqxzvw",
    "verify": "/verify?q={word}+{rarer}+and+the",
    "reading list": "/reading-list?keep={claim},{quote}",
}
# What the paths of pages call by another name: the slug in /claims/{slug} is that of a claim.
_SLUGS = {
    "/claims/{slug}": "{claim}",
    "/clashes/{slug}": "{clash}",
    "/sources/{slug}": "{source}",
    "/speakers/{slug}": "{speaker}",
    "/themes/{slug}": "{theme}",
}
# A row for each name in the addresses: the first quote, with its claim, source and speaker.
_NAMES = """
    SELECT claim.id AS claim, claim.theme, quote.id AS quote, quote.source, quote.speaker,
        (SELECT id FROM source WHERE id <> quote.source ORDER BY position LIMIT 1) AS other,
        (SELECT id FROM clash ORDER BY position LIMIT 1) AS clash,
        (SELECT "key" FROM word ORDER BY count DESC, "key" LIMIT 1) AS word,
        (SELECT "key" FROM word ORDER BY count DESC, "key" LIMIT 1 OFFSET 60) AS rarer
    FROM claim JOIN claim_quote ON claim_quote.claim = claim.id
    JOIN quote ON quote.id = claim_quote.quote
    ORDER BY claim.position, claim_quote.position LIMIT 1"""


def names_in(store: Store) -> dict[str, str]:
    """Return an id of everything that addresses name: a claim, its first quote …, two words."""
    return dict(store.rows(_NAMES)[0])


def addresses(store: Store) -> dict[str, str]:
    """Return an address for every kind of page that the site has, by its name."""
    paths = {
        one.path: one.path.replace("{slug}", _SLUGS.get(one.path, "")) for one in PAGES
    }
    names = names_in(store)
    return {
        kind: address.format_map(names)
        for kind, address in {**paths, **_QUERIES}.items()
    }


_number = count()


def anew(*asked: str) -> Iterator[bytes]:
    """Yield requests for some addresses in turn, without end, none of them asked for before.

    So no answer is kept, and each page is made again. With a query, long pages are
    compressed less: once a release, one without takes a tenth of a second more.
    """
    for address in cycle(asked):
        joined = "&" if "?" in address else "?"
        yield request(f"{address}{joined}n={next(_number)}")
