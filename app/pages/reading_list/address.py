"""A reading list as its URL holds it: slugs and ids in order.

Former slugs and ids give way to present ones; whether these exist, the page looks up.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from app.domain.vocabulary import FormerKind, Style
from app.queries.former_slugs import present_ids
from app.store.connection import Store
from app.web.params import OpenStore

# With so many, the URL of a full list stays within the 8 kB that servers commonly accept:
# slugs of claims have 33 letters on average, 45 at most. Our choice.
MOST_ITEMS = 100
# A hundred of the longest slugs, and the commas. Our choice.
LONGEST_LIST = 5_000  # characters
_STYLES = ", ".join(Style)
# Commas, blanks, and characters that no page can show.
_BETWEEN = re.compile(r"[,;\s\x00-\x1f\x7f-\x9f]+")
# What people and programs leave around a slug or an id.
_AROUND = ".:!?'\"()[]*_`‘’“”«»"  # noqa: RUF001 - quotation marks look alike
# In a URL of ours: the claim or quote of a page, a place on a page, and a whole list.
_PAGE = re.compile(r"/(?:claims|quotes)/([\w-]+)")
_PLACE = re.compile(r"[?&]quote=([\w-]+)|#[cq]-([\w-]+)")
_LIST = re.compile(r"[?&]keep=([^&#]+)")


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A reading list, as its URL names it."""

    ids: tuple[str, ...] = ()
    """Slugs of claims and ids of quotes, in order, each once."""
    style: Style = Style.APA
    """The style of its references."""
    left_out: int = 0
    """How many more the URL names than a list holds."""
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The former slugs and ids under which the URL names some of them."""
    typed: str = ""
    """What was to be added and was not; empty if nothing was refused."""
    problem: str = ""
    """Why it was not added, in words."""

    @property
    def keep(self) -> str:
        """The ids, joined by commas."""
        return ",".join(self.ids)

    @property
    def query(self) -> str:
        """The list as a query string; the style is left out if it is the first."""
        parameters = {"keep": self.keep} if self.ids else {}
        if self.style is not Style.APA:
            parameters["style"] = self.style
        return urlencode(parameters, safe=",")

    def moved(self, item: str, step: int) -> "ReadingList":
        """Return the list with *item* moved by *step* places, as far as there are any."""
        if item not in self.ids:
            return self
        rest = self.without(item).ids
        at = max(0, self.ids.index(item) + step)
        return replace(self, ids=(*rest[:at], item, *rest[at:]))

    def without(self, item: str) -> "ReadingList":
        """Return the list without *item*."""
        return replace(self, ids=tuple(other for other in self.ids if other != item))

    def with_added(self, ids: Sequence[str]) -> "ReadingList":
        """Return the list with *ids* at its end."""
        return reading_list([*self.ids, *ids], self.style)


def reading_list(ids: Sequence[str], style: Style = Style.APA) -> ReadingList:
    """Build a list of *ids*: each once, and no more than it holds."""
    unique = tuple(dict.fromkeys(ids))
    return ReadingList(unique[:MOST_ITEMS], style, max(0, len(unique) - MOST_ITEMS))


def present_list(store: Store, named: ReadingList) -> ReadingList:
    """Return the list with present slugs and ids for former ones, each in its place."""
    if not named.ids:
        return named
    now = present_ids(store, [FormerKind.CLAIM, FormerKind.QUOTE], named.ids)
    present = [one for id_ in named.ids for one in now.get(id_, (id_,))]
    former = {
        one: tuple(old for old in named.ids if one in now.get(old, ()))
        for one in present
    }
    listed = reading_list(present, named.style)
    return replace(listed, left_out=listed.left_out + named.left_out, former=former)


def parsed_reading_list(keep: str, style: Style = Style.APA) -> ReadingList:
    """Read a list from the value of its parameter ``keep``."""
    return reading_list(_split(keep), style)


def named_ids(typed: str) -> list[str]:
    """Return the slugs and ids in a text that has these, or URLs of pages with them."""
    addressed, others = [], []
    for word in typed.split():
        if match := _LIST.search(word):
            addressed += _split(match[1].replace("%2C", ","))
        elif match := _PLACE.search(word):
            addressed.append(match[1] or match[2])
        elif match := _PAGE.search(word):
            addressed.append(match[1])
        else:
            others += _split(word)
    # In a text with addresses, such as a downloaded list, the other words are no names.
    return _split(",".join(addressed)) or others


def _split(keep: str) -> list[str]:
    parts = (part.strip(_AROUND).lower() for part in _BETWEEN.split(keep))
    return [part for part in parts if part]


async def _requested_list(
    store: OpenStore,
    keep: Annotated[
        str,
        Query(
            max_length=LONGEST_LIST,
            description="Slugs of claims and ids of quotes, in order, separated by "
            f"commas; {MOST_ITEMS} at most.",
        ),
    ] = "",
    style: Annotated[
        Style,
        Query(description=f"The style of the references: {_STYLES}."),
    ] = Style.APA,
) -> ReadingList:
    """Read a reading list from the query string."""
    return present_list(store, parsed_reading_list(keep, style))


RequestedList = Annotated[ReadingList, Depends(_requested_list)]
