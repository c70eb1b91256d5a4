"""What a page may ask of an address, each parameter with its bounds and description."""

import contextlib
import datetime as dt
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Path, Query, Request
from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.queries.filters import FilterChoice
from app.store.connection import Store
from app.web.paging import ListPart

# Longer values are refused unread. Our choice: no slug has half of it.
_LONGEST = 200  # characters
_LONGEST_ADDRESS = 600  # characters
# The most records that one request may ask for. Our choice.
_MOST = 500


def short(description: str) -> Any:
    """Return a query parameter for a slug or a word."""
    return Query(max_length=_LONGEST, description=description)


def address(alias: str, description: str) -> Any:
    """Return a query parameter that may be as long as an address of this site."""
    return Query(alias=alias, max_length=_LONGEST_ADDRESS, description=description)


async def _open_store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store.fresh()


OpenStore = Annotated[Store, Depends(_open_store)]
# Slugs have no dot; one would make /claims/x.json ambiguous.
_NO_DOT = r"^[^.]+$"
Slug = Annotated[
    str,
    Path(
        max_length=_LONGEST,
        pattern=_NO_DOT,
        description="The slug, as the lists give it.",
    ),
]
QuoteId = Annotated[
    str,
    Path(
        max_length=_LONGEST,
        pattern=_NO_DOT,
        description="The id of a quote: 12 hexadecimal digits.",
    ),
]
ThemeSlug = Annotated[str, short("The slug of a theme.")]
SourceSlug = Annotated[str, short("The slug of a source.")]
SpeakerSlug = Annotated[str, short("The slug of a speaker.")]
ClaimSlug = Annotated[str, short("The slug of a claim.")]


def _day(typed: str) -> str:
    """Refuse what is not a day; a form sends an empty value for "any day"."""
    with contextlib.suppress(ValueError):
        if not typed or dt.date.fromisoformat(typed).isoformat() == typed:
            return typed
    raise PydanticCustomError(
        "no_day", "{typed} is no day; write one as 2022-02-23", {"typed": repr(typed)}
    )


Day = Annotated[
    str,
    short("A day, such as 2022-02-23: only sources published by then."),
    AfterValidator(_day),
    # Pydantic would describe it as any string.
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "date"},
                {"type": "string", "maxLength": 0},
            ]
        }
    ),
]


async def _filters(  # noqa: PLR0913, PLR0917 - as many as there are filters
    request: Request,
    source: SourceSlug = "",
    theme: ThemeSlug = "",
    claim: ClaimSlug = "",
    speaker: SpeakerSlug = "",
    stance: Annotated[str, short("A side: for or against.")] = "",
    voice: Annotated[
        str, short("authors: only what the authors themselves assert.")
    ] = "",
    as_of: Day = "",
    opened: Annotated[
        str,
        address(
            "open", "all: expand everything; else slugs of narrower claims, with dots."
        ),
    ] = "",
) -> FilterChoice:
    """Read the filters from the address.

    If the query string has empty or repeated parameters, as forms send them, the choice
    carries the tidy query string. The page redirects to it after all other checks.
    """
    given = request.query_params.multi_items()
    words = {name: word for name, word in given if word}
    tidy = urlencode(words) if len(words) < len(given) else None
    return FilterChoice(
        source, theme, claim, speaker, stance, voice, as_of, opened, tidy
    )


Filters = Annotated[FilterChoice, Depends(_filters)]
NO_FILTERS = FilterChoice()


async def _paging(
    limit: Annotated[
        int | None,
        Query(ge=1, le=_MOST, description="Return so many at most; without it, all."),
    ] = None,
    cursor: Annotated[
        str, short("Start after this record: the cursor of the part before.")
    ] = "",
) -> ListPart:
    """Read from the address which part of a list is asked for."""
    return ListPart(limit, cursor)


Paging = Annotated[ListPart, Depends(_paging)]
WHOLE_LIST = ListPart()
