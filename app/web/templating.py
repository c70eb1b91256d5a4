"""Jinja, set up once: strict, escaped, with the few words that every template may use."""

import re
from collections.abc import Iterable
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.routing import BaseRoute, Route

from app.domain import vocabulary
from app.paths import TEMPLATES
from app.web.assets import Assets

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# "Sino-Russian"; what is longer may be parted, or a narrow screen could not hold it.
_COMPOUND = re.compile(r"\b(?<!-)[^\W\d_]{1,9}-[^\W\d_]{1,9}\b(?!-)")


def environment(
    assets: Assets, routes: Iterable[BaseRoute], site: str = ""
) -> Environment:
    """Give the one environment that all pages are rendered with.

    Beside its ``page`` every template may use ``path_for(name, slug=…)``, the address of
    a page, ``asset(name)``, that of a static file, ``words``, the module ``vocabulary``,
    ``site``, where the site is served, if that is known, ``coins`` and ``tags`` of
    ``citing``, and ``spelled`` and ``unbroken`` from below; ``render`` adds ``release``,
    ``here``, ``data``, ``csv``, ``linked`` and ``warning``.
    """
    # Starlette's own url_path_for tries route after route, which is most of the time
    # that a page of a thousand links takes. Our slugs need no encoding.
    forms = {
        route.name: route.path_format for route in routes if isinstance(route, Route)
    }

    def path_for(name: str, **parts: str) -> str:
        return forms[name].format_map(parts)

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {
        "asset": assets.address,
        "path_for": path_for,
        "site": site,
        "spelled": spelled,
        "unbroken": unbroken,
        "words": vocabulary,
    }
    return made


def spelled(number: int) -> str:
    """Write a small number as running prose does, in a word."""
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def unbroken(text: str) -> Markup:
    """Keep words with a hyphen on one line: for headings, where a break shows most."""
    told = _COMPOUND.sub(r'<span class="nobr">\g<0></span>', str(escape(text)))
    return Markup(told)  # noqa: S704 - escaped on the line above


def render(  # noqa: PLR0913 - each says something else of the answer
    request: Request,
    template: str,
    page: Any,
    *,
    status: int = 200,
    data: str = "",
    csv: bool = False,
) -> HTMLResponse:
    """Render *page* with the template of that name.

    *data* is where the page's data stands, if not at the address of its twin.
    """
    state = request.app.state
    store = state.store
    path, query = request.url.path, request.url.query
    shown = status == 200
    html = state.templates.get_template(template).render(
        page=page,
        release=store.stamp,
        here=path,
        data=data or data_address(path, query) if shown else None,
        csv=data_address(path, query, "csv") if shown and csv else None,
        warning=state.warning,
    )
    return HTMLResponse(html, status)


def data_address(path: str, query: str, form: str = "json") -> str:
    """Give the address of what a page shows, as data of the *form*."""
    twin = f"{'/index' if path == '/' else path}.{form}"
    return f"{twin}?{query}" if query else twin
