"""The URL parameters of pages, each with its limits and its description."""

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

# Longer values are refused. Our choice: no slug is half as long.
_LONGEST = 200  # characters
_LONGEST_ADDRESS = 600  # characters
# A longer address is no way back: with its anchor it would be refused.
LONGEST_WAY_BACK = _LONGEST_ADDRESS - 100
# The most records that one request may have. Our choice.
_LARGEST_LIMIT = 500


def text_parameter(description: str) -> Any:
    """Return a query parameter for a slug or a word."""
    return Query(max_length=_LONGEST, description=description)


def address_parameter(alias: str, description: str) -> Any:
    """Return a query parameter that may be as long as a local address."""
    return Query(alias=alias, max_length=_LONGEST_ADDRESS, description=description)


async def _open_store(request: Request) -> Store:
    """Return the store to read; raises NotBuilt if the seeds have changed and it has not."""
    if error := request.app.state.not_built():
        raise error.with_traceback(None)  # which would grow with each request
    store: Store = request.app.state.store_file.now
    return store


OpenStore = Annotated[Store, Depends(_open_store)]


def _path_parameter(description: str) -> Any:
    # Slugs have no dot; one would make /claims/x.json ambiguous.
    return Path(max_length=_LONGEST, pattern=r"^[^.]+$", description=description)


Slug = Annotated[str, _path_parameter("The slug, as the lists give it.")]
QuoteId = Annotated[str, _path_parameter("The id of a quote: 12 hexadecimal digits.")]
ThemeSlug = Annotated[str, text_parameter("The slug of a theme.")]
SourceSlug = Annotated[str, text_parameter("The slug of a source.")]
SpeakerSlug = Annotated[str, text_parameter("The slug of a speaker.")]
ClaimSlug = Annotated[str, text_parameter("The slug of a claim.")]


def _day(typed: str) -> str:
    """Check that *typed* is a day; a form sends an empty value for "any day"."""
    with contextlib.suppress(ValueError):
        if not typed or dt.date.fromisoformat(typed).isoformat() == typed:
            return typed
    raise PydanticCustomError(
        "no_day",
        "{typed} is not a day; write one as 2022-02-23",
        {"typed": repr(typed)},
    )


_EMPTY = {"type": "string", "maxLength": 0}
Day = Annotated[
    str,
    text_parameter("A day, such as 2022-02-23: only sources published by then."),
    AfterValidator(_day),
    # Pydantic would describe it as a plain string.
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, _EMPTY]}),
]


async def _filters(  # noqa: PLR0913, PLR0917 - one for each filter
    request: Request,
    source: SourceSlug = "",
    theme: ThemeSlug = "",
    claim: ClaimSlug = "",
    speaker: SpeakerSlug = "",
    stance: Annotated[str, text_parameter("A side: for or against.")] = "",
    answered: Annotated[
        str,
        text_parameter(
            "One of rebuts, undercuts, qualifies (claims answered in that way), or “not” "
            "(unanswered claims)."
        ),
    ] = "",
    voice: Annotated[
        str, text_parameter("“authors” for only what the authors themselves say.")
    ] = "",
    as_of: Day = "",
    opened: Annotated[
        str,
        address_parameter(
            "open",
            "“all” to expand everything, or slugs of narrower claims separated by dots.",
        ),
    ] = "",
) -> FilterChoice:
    """Read the filters from the URL.

    If the query string has empty or repeated parameters, as forms send them, the choice
    has the canonical query string. The page redirects to it after all other checks.
    """
    given = request.query_params.multi_items()
    words = {name: word for name, word in given if word}
    tidy = urlencode(words) if len(words) < len(given) else None
    return FilterChoice(
        source, theme, claim, speaker, stance, answered, voice, as_of, opened, tidy
    )


Filters = Annotated[FilterChoice, Depends(_filters)]
NO_FILTERS = FilterChoice()


async def _all_open(
    opened: Annotated[
        str,
        Query(
            alias="open", max_length=_LONGEST, description="“all” to expand everything."
        ),
    ] = "",
) -> bool:
    return opened == "all"


AllOpen = Annotated[bool, Depends(_all_open)]


async def _paging(
    limit: Annotated[
        int | None,
        Query(
            ge=1,
            le=_LARGEST_LIMIT,
            description="Maximum number to return; by default, as many as the page shows.",
        ),
    ] = None,
    cursor: Annotated[str, text_parameter("The cursor from the previous page.")] = "",
) -> ListPart:
    """Read from the URL which part of a list to return."""
    return ListPart(limit, cursor)


Paging = Annotated[ListPart, Depends(_paging)]


async def _after(
    after: Annotated[
        str, text_parameter("The id of the last item before those that are shown.")
    ] = "",
) -> ListPart:
    """Read from the URL of a page which part of its list to show."""
    return ListPart(cursor=after)


After = Annotated[ListPart, Depends(_after)]
