"""One function a page: rows in, one frozen page object out.

The page object (``sides``, ``room``, ``found``, ``tables``, ``times``, ``pairs``,
``mapped``, ``verified``, ``kept`` and ``pages``, made of ``parts`` and ``filtering``) is at once
what the template may use, the body of the JSON twin, and its documentation.
"""

from app.queries.arrivals import Coming
from app.queries.cited import claim_cited, list_cited, source_cited
from app.queries.claims import claim_page, claims_page
from app.queries.compare import compare_page
from app.queries.filters import Wish
from app.queries.gaps import gaps_page
from app.queries.hits import Sought
from app.queries.list_text import reading_list_text
from app.queries.lists import (
    about_page,
    exports_page,
    speaker_page,
    speakers_page,
    themes_page,
)
from app.queries.map import map_page
from app.queries.matrix import matrix_page
from app.queries.outline import all_addressed
from app.queries.part import Part
from app.queries.pictured import claim_pictured, debate_pictured
from app.queries.quotes import quote_page, quotes_page
from app.queries.reading_list import reading_list_page
from app.queries.reading_room import source_page
from app.queries.searching import search_page
from app.queries.sources import source_text, sources_page
from app.queries.timeline import timeline_page
from app.queries.two_sides import home_page, theme_page
from app.queries.verifying import verify_page

__all__ = [
    "Coming",
    "Part",
    "Sought",
    "Wish",
    "about_page",
    "all_addressed",
    "claim_cited",
    "claim_page",
    "claim_pictured",
    "claims_page",
    "compare_page",
    "debate_pictured",
    "exports_page",
    "gaps_page",
    "home_page",
    "list_cited",
    "map_page",
    "matrix_page",
    "quote_page",
    "quotes_page",
    "reading_list_page",
    "reading_list_text",
    "search_page",
    "source_cited",
    "source_page",
    "source_text",
    "sources_page",
    "speaker_page",
    "speakers_page",
    "theme_page",
    "themes_page",
    "timeline_page",
    "verify_page",
]
