"""The sentences of an article as quotes, for an editor to copy beneath a claim."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.compile.lines import with_lines
from app.compile.seed_files import source_in
from app.compile.seed_paths import seeds_at
from app.compile.segment import segmented_source
from app.compile.toml_strings import toml_string
from app.domain.errors import Place, SeedError, SeedErrors
from app.text.anchoring import fold
from app.text.visible_text import quotable_text


def quotable_sentences(folder: Path, slug: str, words: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a claims file that quote each sentence of the source *slug*.

    Only those that have all *words*, whatever their capitals; if none has, how many have
    each, on a line. Raises SeedError if there is no such source, and SeedErrors if it is not
    right; the rest of the debate need not be.
    """
    known = [path.stem for path in seeds_at(folder, "sources/*.toml")]
    if slug not in known:
        remedy = f"name one of these: {', '.join(known)}" if known else "add one"
        raise SeedError(
            Place(f"sources/{slug}.toml"), "there is no such source", remedy
        )
    errors: list[SeedError] = []
    source = source_in(folder, slug, errors)
    article = segmented_source(source, errors) if source else None
    if errors or article is None:
        raise SeedErrors([*with_lines(folder, errors)])
    text = article.file.text
    blocks = {it.number: (it.start, it.end) for it in article.passages}
    sought = [fold(word).text.casefold() for word in words]
    shown = [
        " ".join(quotable_text(text, blocks[it.passage], it.start, it.end).split())
        for it in article.sentences
    ]
    having = [
        {word for word in sought if word in fold(it).text.casefold()} for it in shown
    ]
    if not any(len(found) == len(sought) for found in having):
        each = (
            f"{sum(word in found for found in having)} have {word}" for word in sought
        )
        yield f"# no sentence of {slug} has all of these: {', '.join(each)}"
    for at, (one, exact) in enumerate(zip(article.sentences, shown, strict=True)):
        if len(having[at]) == len(sought):
            yield f"[[claims.quotes]]  # passage {one.passage}"
            yield f"source = {toml_string(slug)}"
            yield f"exact = {toml_string(exact)}"
            if shown.count(exact) > 1:
                yield f"nth = {shown[: at + 1].count(exact)}"
            yield ""
