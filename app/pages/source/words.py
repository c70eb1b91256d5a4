"""The words of an article that a URL names, and the links to its sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sqlite3 import Row
from typing import Annotated

from fastapi import Depends, Query

from app.pages.source.model import LinkedSentence, LinkedWords
from app.queries.sources import PassagePlace
from app.text.visible_text import visible_text
from app.text.words_link import (
    LONGEST_BESIDE,
    LONGEST_WORDS,
    ShownText,
    WordsLink,
    link_to,
    linked_spans,
    shown_text,
)
from app.web.params import text_parameter

_NO_WORDS = WordsLink("")


@dataclass(frozen=True, slots=True)
class WordsRequest:
    """The words that a URL names, and the passage; empty for what it does not name."""

    passage: str = ""
    link: WordsLink = _NO_WORDS


async def _words_from_url(
    p: Annotated[
        str, text_parameter("The number of the passage in which the words begin.")
    ] = "",
    words: Annotated[
        str,
        Query(
            max_length=LONGEST_WORDS,
            description="Words to mark, in full or as “first words…last words”.",
        ),
    ] = "",
    before: Annotated[
        str, Query(max_length=LONGEST_BESIDE, description="The text just before them.")
    ] = "",
    after: Annotated[
        str, Query(max_length=LONGEST_BESIDE, description="The text just after them.")
    ] = "",
) -> WordsRequest:
    """Read from the URL of a source which of its words it names."""
    return WordsRequest(p.strip(), WordsLink(words.strip(), before, after))


WordsFromUrl = Annotated[WordsRequest, Depends(_words_from_url)]


def linked_words(
    text: str, blocks: Sequence[Row], request: WordsRequest
) -> LinkedWords | None:
    """Return the words that a URL names and where they stand; None if it names none.

    A passage that is not there has no words.
    """
    here = _passage(blocks, request)
    if not request.link.words and (here or not request.passage):
        return None
    low, high = (here[0]["start"], here[0]["end"]) if here else (0, 0)
    if not request.passage:
        high = len(text)
    spans = linked_spans(_shown(text, blocks), request.link, low, high)
    start, end = spans[0] if len(spans) == 1 else (None, None)
    return LinkedWords(
        typed=request.link.words,
        passage=request.passage,
        start=start,
        end=end,
        several=len(spans) > 1,
    )


def linked_sentences(
    text: str, blocks: Sequence[Row], request: WordsRequest
) -> dict[int, tuple[LinkedSentence, ...]]:
    """Return the sentences of the passage that a URL names, by where it begins.

    Nothing if the URL names words, too.
    """
    here = _passage(blocks, request)
    if request.link.words or not here:
        return {}
    shown, passage = _shown(text, blocks), (here[0]["start"], here[0]["end"])
    spans = [
        (row["sentence"], row["sentence_end"]) for row in here if row["sentence_end"]
    ]
    return {
        passage[0]: tuple(
            LinkedSentence(visible_text(text, *span), link.query(request.passage))
            for span in spans
            if (link := link_to(shown, *span, passage))
        )
    }


def _passage(blocks: Iterable[Row], request: WordsRequest) -> list[Row]:
    """Return the passage that a URL names, once for each of its sentences."""
    return [
        block
        for block in blocks
        if request.passage
        == PassagePlace.of(block["number"], block["kind"], block["start"]).in_link
    ]


def _shown(text: str, blocks: Iterable[Row]) -> ShownText:
    # A paragraph is there once for each of its sentences.
    return shown_text(text, dict.fromkeys((b["start"], b["end"]) for b in blocks))
