"""Changes to a reading list that its forms ask for: add, remove, move up and down."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from app.domain.errors import NotCanonical, printable
from app.pages.reading_list.address import (
    LONGEST_LIST,
    MOST_ITEMS,
    ReadingList,
    RequestedList,
    named_ids,
    present_list,
    reading_list,
)
from app.store.connection import Store, placeholders
from app.web.params import OpenStore, text_parameter

# How many names are repeated that nothing here has. Our choice.
_NAMED = 3


async def _changed_list(  # noqa: PLR0913, PLR0917 - one for each change
    store: OpenStore,
    current: RequestedList,
    up: Annotated[str, text_parameter("The item to move up.")] = "",
    down: Annotated[str, text_parameter("The item to move down.")] = "",
    out: Annotated[str, text_parameter("The item to remove.")] = "",
    add: Annotated[
        str, Query(max_length=LONGEST_LIST, description="The items to add.")
    ] = "",
) -> ReadingList:
    """Read a reading list that a form may change.

    Raises NotCanonical with the new query string if it does: what cannot be added stays in
    it, so that the page can say so beside the field.
    """
    named = present_list(store, reading_list(named_ids(add))).ids
    unknown = _unknown(store, named)
    known = [one for one in named if one not in unknown]
    changed = current.moved(up, -1).moved(down, 1).without(out).with_added(known)
    changed = present_list(store, changed)
    if changed.ids != current.ids or up or down or out:
        left = [*unknown, *(one for one in known if one not in changed.ids)]
        rest = urlencode({"add": " ".join(left)}) if left else ""
        raise NotCanonical("&".join(filter(None, (changed.query, rest))))
    if add:
        return replace(current, typed=add, problem=_problem(unknown, known, changed))
    return current


def _unknown(store: Store, ids: Sequence[str]) -> list[str]:
    """Return those of *ids* that are of no claim and no quote."""
    if not ids:
        return []
    among = placeholders(ids)
    rows = store.rows(
        f"""SELECT id FROM claim WHERE id IN ({among})
        UNION ALL SELECT id FROM quote WHERE id IN ({among})""",
        *ids,
        *ids,
    )
    known = {row["id"] for row in rows}
    return [one for one in ids if one not in known]


def _problem(unknown: Sequence[str], known: Sequence[str], current: ReadingList) -> str:
    """Return in words why nothing was added to the *current* list."""
    if unknown:
        shown = ", ".join(f"“{printable(one)}”" for one in unknown[:_NAMED])
        more = len(unknown) - _NAMED
        others = f" and {more} more" if more > 0 else ""
        return (
            f"Not added: {shown}{others}. No claim or quote has this address or name now. "
            "Copy the address of the page that you want to add."
        )
    if any(one not in current.ids for one in known):
        return f"Not added: a list holds {MOST_ITEMS} items at most."
    if known:
        return "Not added: this is on the list already."
    return "Not added: there is no address in this."


ChangedList = Annotated[ReadingList, Depends(_changed_list)]
