"""What a route may ask for."""

import contextlib
import datetime as dt
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Path, Query, Request
from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from app import db
from app.errors import Untidy
from app.keeping import Keeping, read
from app.queries import Coming, Part, Sought, Wish
from app.vocabulary import Style

# Nobody types a longer word than this; what is longer is refused unread. Our choice.
_LONGEST = 200  # characters
_LONGEST_ADDRESS = 600  # characters
# A hundred slugs of the longest kind that there is, and the commas. Our choice.
_LONGEST_LIST = 5_000  # characters
# So many records may be asked for at a time. Our choice.
_MOST = 500

Word = Annotated[str, Query(max_length=_LONGEST)]


async def _store(request: Request) -> db.Store:
    store: db.Store = request.app.state.store
    return store.fresh()


Store = Annotated[db.Store, Depends(_store)]
# A dot would make /claims/x.json ambiguous: no slug has one.
Slug = Annotated[str, Path(max_length=_LONGEST, pattern=r"^[^.]+$")]


def _day(typed: str) -> str:
    """Refuse what is no day; the empty word, which a form sends, is "any"."""
    with contextlib.suppress(ValueError):
        if not typed or dt.date.fromisoformat(typed).isoformat() == typed:
            return typed
    raise PydanticCustomError(
        "no_day", "{typed} is no day; write one as 2022-02-23", {"typed": repr(typed)}
    )


Day = Annotated[
    Word,
    AfterValidator(_day),
    # What pydantic would say of it by itself, any word, is not what is taken.
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "date"},
                {"type": "string", "maxLength": 0},
            ]
        }
    ),
]


async def _wish(  # noqa: PLR0913, PLR0917 - as many as there are filters
    request: Request,
    source: Word = "",
    theme: Word = "",
    claim: Word = "",
    speaker: Word = "",
    stance: Word = "",
    voice: Word = "",
    as_of: Day = "",
    opened: Annotated[str, Query(alias="open", max_length=_LONGEST_ADDRESS)] = "",
) -> Wish:
    """Read the filters from the address.

    Where it has words without a value, as forms send them, or one twice, the wish says
    how to write it; that is told when all else in the address has been judged.
    """
    said = request.query_params.multi_items()
    words = {name: word for name, word in said if word}
    tidy = urlencode(words) if len(words) < len(said) else None
    return Wish(source, theme, claim, speaker, stance, voice, as_of, opened, tidy)


Wished = Annotated[Wish, Depends(_wish)]


async def _part(
    limit: Annotated[int | None, Query(ge=1, le=_MOST)] = None, cursor: Word = ""
) -> Part:
    """Read from the address which part of a list is asked for."""
    return Part(limit, cursor)


Parted = Annotated[Part, Depends(_part)]


async def _sought(  # noqa: PLR0913, PLR0917 - as many as there are filters
    q: str = "",
    kind: str = "",
    theme: str = "",
    source: str = "",
    speaker: str = "",
    stance: str = "",
    as_of: str = "",
) -> Sought:
    """Read from the address what a reader looks for; whatever it is, it is read."""
    return Sought(q, kind, theme, source, speaker, stance, as_of)


Looking = Annotated[Sought, Depends(_sought)]


# Whatever is pasted is read: what is too long is cut, and the page says so.
Pasted = Annotated[str, Query(alias="q")]


async def _coming(
    claim: Word = "",
    quote: Word = "",
    origin: Annotated[str, Query(alias="from", max_length=_LONGEST_ADDRESS)] = "",
) -> Coming:
    """Read from the address of a source where the reader came from."""
    return Coming(claim, quote, origin)


From = Annotated[Coming, Depends(_coming)]


async def _opened(
    opened: Annotated[str, Query(alias="open", max_length=_LONGEST)] = "",
) -> bool:
    """Read from the address whether all folds stand open."""
    return opened == "all"


Opened = Annotated[bool, Depends(_opened)]


async def _kept(
    keep: Annotated[str, Query(max_length=_LONGEST_LIST)] = "",
    style: Style = Style.APA,
) -> Keeping:
    """Read from the address which reading list is asked for."""
    return read(keep, style)


Kept = Annotated[Keeping, Depends(_kept)]


async def _changed(
    kept: Kept,
    up: Word = "",
    down: Word = "",
    out: Word = "",
    add: Annotated[str, Query(max_length=_LONGEST_LIST)] = "",
) -> Keeping:
    """Read which reading list is asked for; raises Untidy where it is to be changed.

    What forms ask for has an address of its own: that of the list as it then is.
    """
    changed = kept.moved(up, -1).moved(down, 1).without(out).with_added(add)
    if changed.ids != kept.ids or up or down or out or add:
        raise Untidy(changed.query)
    return kept


Changed = Annotated[Keeping, Depends(_changed)]


async def _filled(*, fill: bool = False) -> bool:
    """Read from the address whether places are left for the page's own script."""
    return fill


Filled = Annotated[bool, Depends(_filled)]
