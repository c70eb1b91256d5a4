"""References to sources as BibTeX, RIS and CSL-JSON, for each page that offers them."""

from collections.abc import Callable, Sequence
from typing import Any

from fastapi.responses import Response

from app.citations.reference import SourceReference
from app.exports.registry import REFERENCE_FORMATS, ReferenceFormat
from app.store import bundle_reader
from app.web.routes import data_file, of_type, parameters_of, summary_of


def reference_files(
    path: str, key: str, cited: Callable[..., Sequence[SourceReference]]
) -> None:
    """Register *path* with each ending, such as ``.bib``; *cited* returns the sources.

    *key* begins the names of the routes. Call it before the page at the same path is
    registered, so that ``.csl.json`` is never read as a slug followed by ``.json``.
    """
    # Nor is ``.quotes.bib`` read as a slug followed by ``.bib``: it comes first.
    for form in reversed(REFERENCE_FORMATS):
        _reference_file(form, path, key, cited)


def _reference_file(
    form: ReferenceFormat,
    path: str,
    key: str,
    cited: Callable[..., Sequence[SourceReference]],
) -> None:
    @data_file(
        f"{path}.{form.ending}",
        name=f"{key}_{form.key}",
        description=summary_of(cited).removesuffix(".") + form.with_quotes + ".",
        **of_type(form.media_type),
    )
    @parameters_of(cited)
    async def write(**asked: Any) -> Response:
        release = bundle_reader.release_of(asked["store"])
        content = form.content(cited(**asked), release)
        return Response(content, media_type=form.media_type)
