"""What a route may ask for."""

from typing import Annotated

from fastapi import Depends, Path, Query, Request

from app import db
from app.queries import Among, Coming, Part, Sought, Wish

# Nobody types a longer word than this; what is longer is refused unread. Our choice.
_LONGEST = 200  # characters
_LONGEST_ADDRESS = 600  # characters
# So many records may be asked for at a time. Our choice.
_MOST = 500

Word = Annotated[str, Query(max_length=_LONGEST)]


async def _store(request: Request) -> db.Store:
    store: db.Store = request.app.state.store
    return store.fresh()


Store = Annotated[db.Store, Depends(_store)]
# A dot would make /claims/x.json ambiguous: no slug has one.
Slug = Annotated[str, Path(max_length=_LONGEST, pattern=r"^[^.]+$")]


async def _wish(
    theme: Word = "",
    source: Word = "",
    voice: Word = "",
    opened: Annotated[str, Query(alias="open", max_length=_LONGEST)] = "",
) -> Wish:
    """Read the filters of the home page from the address."""
    return Wish(theme, source, voice, opened)


Wished = Annotated[Wish, Depends(_wish)]


async def _among(
    source: Word = "", theme: Word = "", claim: Word = "", stance: Word = ""
) -> Among:
    """Read from the address which quotes are asked for."""
    return Among(source, theme, claim, stance)


Asked = Annotated[Among, Depends(_among)]


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
    until: str = "",
) -> Sought:
    """Read from the address what a reader looks for; whatever it is, it is read."""
    return Sought(q, kind, theme, source, speaker, stance, until)


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
