"""A reading list as it stands in an address: what is kept, in order, and its changes.

Everything here is pure. What is kept is named by its slug or id; whether there is such a
thing, the store knows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from app.domain.errors import NotCanonical
from app.domain.vocabulary import Style
from app.web.params import short

# So the address of a full list stays within the 8 kB that servers commonly take: claims
# have 33 letters on an average, 45 at most. Our choice.
MOST = 100
# Commas, blanks, and what no page can show.
_BETWEEN = re.compile(r"[,\s\x00-\x1f\x7f-\x9f]+")
# In the address of a page of ours: what it is a page of.
_PAGE = re.compile(r"/(?:claims|quotes)/([^/?#.]+)")
_PLACE = re.compile(r"[?&]quote=([^&#]+)|#[cq]-([^&#]+)")
_LIST = re.compile(r"[?&]keep=([^&#]+)")


@dataclass(frozen=True, slots=True)
class ReadingList:
    """What the address of a reading list says."""

    ids: tuple[str, ...] = ()
    """What is kept, in order, each once."""
    style: Style = Style.APA
    """The style of its references."""
    left_out: int = 0
    """How many more the address names than a list holds."""

    @property
    def keep(self) -> str:
        """The list as one word."""
        return ",".join(self.ids)

    @property
    def query(self) -> str:
        """The list as the query of an address; the style where it is not the first."""
        told = {"keep": self.keep} if self.ids else {}
        if self.style is not Style.APA:
            told["style"] = self.style
        return urlencode(told, safe=",")

    def moved(self, one: str, step: int) -> "ReadingList":
        """Give the list with *one* moved by so many places, as far as there are any."""
        if one not in self.ids:
            return self
        rest = [other for other in self.ids if other != one]
        at = max(0, self.ids.index(one) + step)
        return replace(self, ids=(*rest[:at], one, *rest[at:]))

    def without(self, one: str) -> "ReadingList":
        """Give the list without *one*."""
        return replace(self, ids=tuple(other for other in self.ids if other != one))

    def with_added(self, typed: str) -> "ReadingList":
        """Give the list with what is *typed* at its end: addresses, slugs or ids."""
        return reading_list([*self.ids, *named_ids(typed)], self.style)


def reading_list(ids: Sequence[str], style: Style = Style.APA) -> ReadingList:
    """Make a list of *ids*: each once, and no more than it holds."""
    once = tuple(dict.fromkeys(ids))
    return ReadingList(once[:MOST], style, max(0, len(once) - MOST))


def parsed_reading_list(keep: str, style: Style = Style.APA) -> ReadingList:
    """Read a list from its one word."""
    return reading_list([one for one in _BETWEEN.split(keep) if one], style)


def named_ids(typed: str) -> list[str]:
    """Give what somebody names who types slugs and ids, or pastes addresses."""
    found = []
    for word in typed.split():
        if listed := _LIST.search(word):
            found += [
                one for one in _BETWEEN.split(listed[1].replace("%2C", ",")) if one
            ]
        elif place := _PLACE.search(word):
            found.append(place[1] or place[2])
        elif page := _PAGE.search(word):
            found.append(page[1])
        else:
            found += [one for one in word.split(",") if one]
    return found


# A hundred slugs of the longest kind that there is, and the commas. Our choice.
_LONGEST_LIST = 5_000  # characters


async def _listed(
    keep: Annotated[
        str,
        Query(
            max_length=_LONGEST_LIST,
            description="Slugs of claims and ids of quotes, in order, with commas: "
            f"{MOST} at most.",
        ),
    ] = "",
    style: Annotated[
        Style,
        Query(description="The style of the references: apa, mla, chicago or harvard."),
    ] = Style.APA,
) -> ReadingList:
    """Read a reading list from the address."""
    return parsed_reading_list(keep, style)


Listed = Annotated[ReadingList, Depends(_listed)]


async def _changed_list(
    kept: Listed,
    up: Annotated[str, short("Move this one up.")] = "",
    down: Annotated[str, short("Move this one down.")] = "",
    out: Annotated[str, short("Remove this one.")] = "",
    add: Annotated[str, Query(max_length=_LONGEST_LIST, description="Add these.")] = "",
) -> ReadingList:
    """Read a reading list; raises Untidy with the new address if a form changes it."""
    changed = kept.moved(up, -1).moved(down, 1).without(out).with_added(add)
    if changed.ids != kept.ids or up or down or out or add:
        raise NotCanonical(changed.query)
    return kept


ChangedList = Annotated[ReadingList, Depends(_changed_list)]
