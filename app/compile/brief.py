"""Tell the mistakes in the seeds briefly: a line each, and none that follows from another."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.domain.errors import SeedError

# Keys that decide where the text of a source is cut: where one is wrong, words are not found.
_CUTS = ("sha256", "body", "notes", "blocks", "joins")
# What readers meet first, and what all else depends on.
_FILES = ("debate.toml", "sources", "claims", "former.toml")
# What is wrong takes up no more of a line, but for words to paste. Our choice.
_LONGEST = 160  # characters
_TO_PASTE = "exact = "


def brief(errors: Sequence[SeedError], themes: Sequence[str]) -> Iterator[str]:
    """Yield a line for each mistake, structure first, then in the order of reading.

    *themes* are those of the debate, in order. What follows from a source that is cut wrongly
    is left out; the same mistake in several places is told at the first of them.
    """
    cut_wrongly = {
        Path(error.place.file).stem
        for error in errors
        if error.place.file.startswith("sources/") and error.place.key.startswith(_CUTS)
    }
    alike: dict[str, list[SeedError]] = {}
    for error in sorted(errors, key=lambda error: _order(error, themes)):
        if error.source not in cut_wrongly:
            alike.setdefault(_kind(error), []).append(error)
    for first, *more in alike.values():
        yield _line(first, len(more))


def _order(error: SeedError, themes: Sequence[str]) -> tuple[bool, int, int, str, int]:
    """Return the sort key: sentences without a use, and claims yet to be written, come last."""
    place = error.place
    part, _, name = place.file.partition("/")
    theme = Path(name).stem
    return (
        place.file.endswith((".txt", "/")),
        _FILES.index(part) if part in _FILES else -1,
        themes.index(theme) if theme in themes else -1,
        name,
        place.line,
    )


def _kind(error: SeedError) -> str:
    """Return what the same mistake in other places has, too."""
    if error.place.file.endswith(".txt"):
        return error.remedy
    return f"{error.what}; {error.remedy}"


def _line(error: SeedError, more: int) -> str:
    place = error.place
    where = f"{place.file}:{place.line}" if place.line else place.file
    # The line of an article says where it is; bytes that are no text have none.
    by_line = place.line and place.file.endswith(".txt")
    key = f" {place.key}:" if place.key and not by_line else ""
    what = " ".join(error.what.split())
    if len(what) > _LONGEST and _TO_PASTE not in what:
        what = f"{what[: _LONGEST - 1]}…"
    line = f"{where}:{key} {what}; {error.remedy}"
    return f"{line} (and {more} more like it)" if more else line
