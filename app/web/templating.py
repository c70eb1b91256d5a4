"""The Jinja environment of all pages, and the rendering of a page object.

Beside its ``page``, every template may use:

- ``path_for(name, slug=…)``, the path of a page; ``asset(name)``, that of a static file
- ``root``, the path beneath which the site is served; ``site``, its scheme and host, empty if
  unknown; ``known_host()``, the same, or those of this machine if it was asked there
- ``side_label(stance)``, the name of a side by itself; ``side_named(stance)``, the same within
  a sentence; ``side_word(stance)``, what follows a number of claims: "for", or "for “Close
  it”" if the side has a name of its own
- ``written_in(source)``, the attributes of what holds words of a source
- ``noun(source)``, what a source is: "book"; ``noun()``, what all of them are: "article", or
  "source" if they are of several kinds
- ``words``, the module ``vocabulary``; ``gap``, what stands between two words; ``isolated``,
  ``prose``, ``seen``, ``spelled``, ``styled`` and ``unbroken``, all below
- ``published``, the content security policy of pages published as files, empty if a server
  answers, and what else ``delivery.app`` sets
- ``release``, ``here``, ``asked``, the query after it, ``data``, ``csv`` and ``warning``, which
  ``render`` adds
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.filters import do_urlencode
from jinja2.runtime import Context
from markupsafe import Markup, escape
from starlette.routing import BaseRoute, Route

from app.citations.italics import runs
from app.domain import vocabulary
from app.paths import TEMPLATES
from app.store.store_file import StoreFile
from app.text.scripts import gap, language_attributes
from app.text.visible_text import UNSEEN, visible_runs
from app.web.assets import Assets
from app.web.compiled_templates import CompiledTemplates

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# "Sino-Russian"; a longer compound may break, or it would not fit a narrow screen.
_COMPOUND = re.compile(
    r"\b(?<!-)[^\W\d_]{1,9}-[^\W\d_]{1,9}\b(?!-)|\b\d{1,2}\N{EN DASH}\d{1,2}\b"
)
# Words of Hebrew, Arabic and the like, up to the next sign that is none of theirs.
_LETTER = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_RIGHT_TO_LEFT = re.compile(rf"{_LETTER}+(?:\s+{_LETTER}+)*")


class _Context(Context):
    """What a template knows, in which each call is made as it stands.

    Jinja looks first whether what is called asks for this context, which took a tenth of the
    time of a long page; nothing that templates call does.
    """

    def call(
        self,
        called: Callable[..., Any],
        /,
        *args: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **kwargs: Any,
    ) -> Any:
        """Return what *called* returns."""
        return called(*args, **kwargs)


def environment(
    assets: Assets, routes: Iterable[BaseRoute], file: StoreFile, **more: Any
) -> Environment:
    """Return the environment that renders all pages: strict and escaping.

    *more* are further names that every template may use; the module says which there are.
    """
    # Starlette's own url_path_for tries route after route, which takes most of the time
    # of a page with a thousand links. Our slugs need no encoding.
    paths = {
        route.name: route.path_format for route in routes if isinstance(route, Route)
    }
    root = file.now.root

    def path_for(name: str, **parts: str) -> str:
        return root + paths[name].format_map(parts)

    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=CompiledTemplates(),
    )
    templates.context_class = _Context
    # Each link of a page may have the way back to it.
    templates.filters["urlencode"] = lru_cache(100)(do_urlencode)
    templates.globals |= _OF_TEXTS | {
        "asset": assets.address,
        "path_for": path_for,
        "side_label": lambda stance: file.now.labels[stance],
        "side_word": lambda stance: file.now.words[stance],
        "side_named": lambda stance: _named_side(stance, file.now.labels[stance]),
        "root": root,
        "site": file.now.site.removesuffix(root),
        "known_host": lambda: file.now.host,
        "written_in": lambda source: Markup(  # noqa: S704 - a tag
            language_attributes(file.now.languages[source])
        ),
        "noun": lambda source="": _noun(file.now.kinds, source),
        "words": vocabulary,
        **more,
    }
    return templates


def _noun(kinds: Mapping[str, vocabulary.SourceKind], source: str) -> str:
    """Return what a source is called; without one, what all of them are: "article"."""
    if source:
        return kinds[source].value
    articles = {vocabulary.SourceKind.ARTICLE}
    return "article" if articles.issuperset(kinds.values()) else "source"


def _named_side(stance: str, label: str) -> str:
    """Return the name of a side within a sentence about it."""
    return label if label == vocabulary.Stance(stance).label else f"“{label}”"


def spelled(number: int) -> str:
    """Return a small number as a word, as running prose has it."""
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def seen(text: str) -> Markup:
    """Return *text* with its unseen signs in elements that name them.

    A sign of control, which no page can hold, is the picture that Unicode has of it.
    """
    return Markup(UNSEEN.sub(_named, str(escape(text))))  # noqa: S704 - escaped here


def _named(sign: re.Match[str]) -> str:
    code = ord(sign[0])
    shown = chr(0x2400 + code) if code < 0x20 else sign[0]
    if 0x7F <= code < 0xA0:
        shown = "\ufffd"
    return f'<span class="passage-unseen" data-sign="U+{code:04X}">{shown}</span>'


def prose(paragraph: str) -> Markup:
    """Return a paragraph of the editors with its *emphasis* and what is **important**."""
    pieces = [
        (run.style, escape(" ".join(paragraph[run.start : run.end].split("\n"))))
        for run in visible_runs(paragraph, 0, len(paragraph))
    ]
    html = (f"<{style}>{text}</{style}>" if style else text for style, text in pieces)
    return Markup("".join(html))  # noqa: S704 - escaped above


def isolated(text: str) -> str:
    """Keep words that are read from right to left apart from those around them."""
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return text
    html = _RIGHT_TO_LEFT.sub(r"<bdi>\g<0></bdi>", str(escape(text)))
    return Markup(html)  # noqa: S704 - escaped on the line above


def styled(html: str) -> Markup:
    """Return text with its italics, as citations have it."""
    pieces = ((escape(isolated(text)), italic) for text, italic in runs(html))
    marked = (f"<i>{text}</i>" if italic else text for text, italic in pieces)
    return Markup("".join(marked))  # noqa: S704 - escaped above


def unbroken(text: str) -> Markup:
    """Keep short compounds and ranges of days on one line, where a break shows most."""
    html = _COMPOUND.sub(r'<span class="no-break">\g<0></span>', str(escape(text)))
    return Markup(html)  # noqa: S704 - escaped on the line above


_OF_TEXTS = {
    one.__name__: one for one in (gap, isolated, prose, seen, spelled, styled, unbroken)
}


def render(  # noqa: PLR0913 - each states something else
    request: Request,
    template: str,
    page: Any,
    *,
    status: int = 200,
    data: str = "",
    csv: bool = False,
) -> HTMLResponse:
    """Render *page* with the template of that name.

    *data* is the address of its JSON, if not the page's own with ``.json`` added.
    """
    state = request.app.state
    store = state.store_file.now
    root, path, query = store.root, request.url.path, request.url.query
    shown = status == 200 and request.method != "POST"
    html = state.templates.get_template(template).render(
        page=page,
        release=store.stamp,
        here=root + path,
        asked=f"?{query}" if query else "",
        data=root + (data or data_address(path, query)) if shown else None,
        csv=root + data_address(path, query, "csv") if shown and csv else None,
        warning=state.warning,
    )
    return HTMLResponse(html, status)


def data_address(path: str, query: str = "", form: str = "json") -> str:
    """Return the address of a page as data, in that *form*."""
    address = f"{'/index' if path == '/' else path}.{form}"
    return f"{address}?{query}" if query else address
