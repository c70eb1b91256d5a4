"""References to sources as BibTeX, RIS and CSL-JSON, for each page that offers them."""

from collections.abc import Callable, Sequence
from inspect import signature
from typing import Any

from fastapi.responses import Response

from app.citations.reference import Cited
from app.exports.registry import REFERENCES, ReferenceForm
from app.store import records
from app.web.routes import asking, file, first_sentence, of_type


def reference_files(path: str, key: str, cited: Callable[..., Sequence[Cited]]) -> None:
    """Register *path* with each ending, such as ``.bib``; *cited* returns the sources.

    *key* begins the names of the routes. Call it before the page at the same path is
    registered, so that ``.csl.json`` is never read as a slug followed by ``.json``.
    """
    for form in REFERENCES:
        _reference_file(form, path, key, cited)


def _reference_file(
    form: ReferenceForm, path: str, key: str, cited: Callable[..., Sequence[Cited]]
) -> None:
    async def write(**asked: Any) -> Response:
        release = records.release_of(asked["store"])
        content = form.written(cited(**asked), release)
        return Response(content, media_type=form.media_type)

    file(
        f"{path}.{form.ending}",
        name=f"{key}_{form.key}",
        description=first_sentence(cited),
        **of_type(form.media_type),
    )(asking(write, list(signature(cited).parameters.values()), request=False))
