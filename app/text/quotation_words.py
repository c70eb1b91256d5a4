"""The words of quotations and articles, and where the same letters stand in both.

Pure functions. Offsets are Unicode code points, the end exclusive. The letters of a text,
without anything between them, find a place whatever signs and blanks stand there; then the
signs and the capitals are compared.
"""

import html
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from app.domain.vocabulary import PassageKind
from app.text.anchoring import fold, whole_places
from app.text.common_words import FUNCTION_WORDS, stem
from app.text.scripts import MARKS, UNSPACED
from app.text.sentences import sentence_spans
from app.text.visible_text import shown_letters, visible_runs
from app.text.words_link import ShownText, shown_text

# Numbers with their commas and stops, and words with their apostrophes, folded.
# Of scripts without blanks, each letter is a word.
_LETTERS = rf"[^\W_{UNSPACED}]+(?:[{MARKS}]+[^\W_{UNSPACED}]*)*"
_WORD = re.compile(
    rf"\d+(?:[.,]\d+)+|(?=[^\W_])[{UNSPACED}][{MARKS}]*|{_LETTERS}(?:'{_LETTERS})*"
)
# Letters of other alphabets that look like these, within a word of the Latin one.
_LOOK_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеорсхуіјѕһԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧοа",  # noqa: RUF001 - looking alike is the point
    "ABESIJKMHOPCTXYaeopcxyijshdABEZHIKMNOPTYXoa",
)
_LATIN = re.compile(r"[A-Za-z]")

_MARKUP = re.compile(r"[*<#]")
_MARKUP_OR_BLANK = re.compile(r"[\s*_]+")
_DASHES = re.compile(r"-+")
_MARKS = re.compile(r"['\"]+")
_MARK_BEFORE_STOP = re.compile(r"'([.,])")
_ELLIPSIS = re.compile(r"\.{3,}")

_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]+\d*);")
_QUOTED_LINE = re.compile(r"^(?:[ \t]*>)+[ \t]?", re.MULTILINE)
# A hyphen at the end of a line that shows as nothing within one.
_SOFT_LINE_END = re.compile(r"[\u00ad\ufffe]\s*(?=\w)")
# Numbers of notes and of references, as web pages and assistants set them.
_NOTE = re.compile(
    r"(?<=\S)\[\d{1,3}\]|【[^】]*】|(?:(?<=[^\W\d]{2})|(?<=[.,;:!?'’”\"»]))[⁰¹²³⁴-⁹]+"  # noqa: RUF001
    r"|(?<=[a-z](?:[a-z]|[.,;:!?])[.,;:!?'’”\"»])\d{1,3}(?=\s|\Z)"  # noqa: RUF001
)
# A hyphen at the end of a line, whose line end may have become a blank.
_LINE_END = re.compile(r"-\s+")

_ENDS = {"?", "!", "."}
# The kinds of blocks, besides paragraphs, whose words a misquotation may have meant.
_COMPARED = {PassageKind.HEADING, PassageKind.CAPTION}
# A sentence around an article has so many words at least; an imprint has fewer. Our choice.
_SENTENCE = 10  # words
# What may stand around a quotation without being part of it.
_ADDED_BEFORE = re.compile(r"^[-.,;:?!'()\[\]{}<>#•·|\s]+")
_ADDED_AFTER = re.compile(r"\.{3}|[-'()\[\]{}<>#•·|\s]")
_AROUND = r"\s…\-–—\"'“”‘’„‚«»‹›()\[\]{}<>#•·|*_"  # noqa: RUF001
_SIGNS_AFTER = re.compile(rf"(?!\.{{3}})[^{_AROUND}]*")
_SIGNS_BEFORE = re.compile(rf"[^{_AROUND}.]*$")
# Signs between two words that may be kept from one quotation to the next. Our choice.
_SHORT = 4  # characters
# So many places of the same words in one article are enough.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, whatever stands between them apart."""

    shown: str
    """The text as a reader sees it."""
    keys: tuple[str, ...]
    """Each word, folded, in lower case."""
    forms: tuple[str, ...]
    """Each word, folded, with its capitals."""
    gaps: tuple[str, ...]
    """What stands before each word, and after the last, folded."""
    spans: tuple[tuple[int, int], ...]
    """Where each word stands in *shown*."""
    letters: str
    """The keys, one after the other."""
    begins: tuple[int, ...]
    """Where each word begins in *letters*, and where the last ends."""
    at: dict[int, int]
    """The other way round: the word that begins at each of these offsets."""
    content: tuple[int, ...]
    """The words that tell this text from another: all but function words."""
    stems: tuple[str, ...]
    """The stem of each of them."""
    origin: Sequence[int]
    """The offset in the text as received of each character of *shown*."""

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.keys)

    def span(self, low: int, high: int) -> tuple[int, int]:
        """Return where the words from *low* to *high* stand in the text as received."""
        start, end = self.spans[low][0], self.spans[high - 1][1]
        return self.origin[start], self.origin[end - 1] + 1

    def text(self, low: int, high: int) -> str:
        """Return the words from *low* to *high* as a reader sees them."""
        return self.shown[self.spans[low][0] : self.spans[high - 1][1]]

    def word_at(self, offset: int) -> int:
        """Return the first word that ends after an *offset* of the text as received."""
        return bisect_right(
            range(len(self)), offset, key=lambda word: self.span(word, word + 1)[1]
        )


def read_words(shown: str, origin: Sequence[int] | None = None) -> Words:
    """Read the words of a text that a reader sees."""
    folded = fold(shown)
    keys, forms, gaps, spans, begins = [], [], [], [], [0]
    done = 0
    for word in _WORD.finditer(folded.text):
        form = word[0]
        if not form.isascii() and _LATIN.search(form):
            form = form.translate(_LOOK_ALIKE)
        key = form.casefold().replace("'", "")
        begins.append(begins[-1] + len(key))
        keys.append(key)
        forms.append(form)
        gaps.append(folded.text[done : word.start()])
        spans.append(folded.span(*word.span()))
        done = word.end()
    content = [n for n, key in enumerate(keys) if key not in FUNCTION_WORDS]
    gaps.append(folded.text[done:])
    return Words(
        shown=shown,
        keys=tuple(keys),
        forms=tuple(forms),
        gaps=tuple(gaps),
        spans=tuple(spans),
        letters="".join(keys),
        begins=tuple(begins),
        at={offset: number for number, offset in enumerate(begins)},
        content=tuple(content),
        stems=tuple(stem(keys[number]) for number in content),
        origin=range(len(shown)) if origin is None else origin,
    )


def without_remnants(pasted: str) -> str:
    """Return a quotation without what the place that it was copied from has added."""
    text = html.unescape(pasted) if _ENTITY.search(pasted) else pasted
    text = _SOFT_LINE_END.sub("", _NOTE.sub("", _QUOTED_LINE.sub("", text)))
    if not _MARKUP.search(text):
        return text
    runs = visible_runs(text, 0, len(text))
    return "".join(text[run.start : run.end] for run in runs)


def read_quotation(pasted: str) -> Words:
    """Read the words that somebody quotes."""
    return read_words(without_remnants(pasted))


def sign_key(gap: str) -> str:
    """Return what stands between two words, without what is mere typography."""
    return _short_key(gap) if len(gap) <= _SHORT else _key(gap)


@lru_cache(maxsize=4096)
def _short_key(gap: str) -> str:
    """Keep the key of a few signs, but of nothing that could tell what was pasted."""
    return _key(gap)


def _key(gap: str) -> str:
    key = _MARKUP_OR_BLANK.sub("", gap)
    if not key:
        return " " if gap else ""
    key = _ELLIPSIS.sub("...", _MARKS.sub("'", _DASHES.sub("-", key)))
    # A comma or full stop stands before or after a closing mark, as a house likes it.
    return _MARK_BEFORE_STOP.sub(r"\1'", key)


# --- articles ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A block of an article; *number* is None unless it is a paragraph."""

    start: int
    end: int
    number: int | None
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class Window:
    """A sentence, a caption or a title: some words of a row of an article."""

    row: Words
    low: int
    high: int
    in_body: bool
    offered: bool
    """Whether it may be offered as what is nearest: what stands around an article is not."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article, read for comparison."""

    text: str
    """The text as received."""
    shown: ShownText
    """The text as the page of the source shows it."""
    blocks: tuple[Block, ...]
    titles: tuple[tuple[int, int], ...]
    """Where its title and its subtitle stand."""
    sentences: tuple[tuple[int, int], ...]
    """Where the sentences of all blocks stand; a title is one, and so is a subtitle."""
    rows: tuple[Words, ...]
    """Its words in every order in which they may be copied: all of them, those of its
    paragraphs, and, if it has notes, all with the numbers of the notes."""
    windows: tuple[Window, ...]
    """The sentences of its paragraphs, in order, then its titles, headings and captions."""
    frequency: Counter[str]
    """How many of the windows have each word, by its stem."""

    def block_at(self, offset: int) -> Block:
        """Return the block that holds a character."""
        at = bisect_right(self.blocks, offset, key=lambda block: block.start)
        return self.blocks[max(0, at - 1)]

    def sentences_of(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the sentences that share a character with a span."""
        low = bisect_right(self.sentences, start, key=lambda span: span[1])
        high = bisect_left(self.sentences, end, key=lambda span: span[0])
        return list(self.sentences[low:high])

    def literal_places(self, words: str) -> list[tuple[int, int]]:
        """Return where *words* stand letter for letter.

        As received, or else as a reader sees them: without the signs of markup.
        """
        seen = self.rows[-1] if len(self.rows) > 2 else self.rows[0]
        return literal_places(self.text, words) or [
            (seen.origin[start], seen.origin[end - 1] + 1)
            for start, end in literal_places(seen.shown, words)
        ]

    def in_title(self, start: int, end: int) -> bool:
        """Whether a span lies within the title, the subtitle, or the one before the other."""
        both = (
            (low, high)
            for (low, ends), (begins, high) in pairwise(self.titles)
            if not any(map(str.isalnum, self.text[ends:begins]))
        )
        return any(low <= start and end <= high for low, high in (*self.titles, *both))


def read_article(
    text: str, blocks: Sequence[Block], titles: Sequence[str], language: str = "en"
) -> Article:
    """Read an article; *titles* are its title and its subtitle, if it has one."""
    body = _row(text, [block for block in blocks if block.number is not None])
    whole = _row(text, blocks)
    titled = [
        whole.span(low, high)
        for title in map(read_words, titles)
        for low, high in same_letters(title, whole)
        if likeness(title, whole, low, high)
    ]
    # A title ends with its mark; its words in a paragraph are no title.
    places = sorted(
        (start, end + (text[end : end + 1] in _ENDS))
        for start, end in titled
        if not any(b.start <= start < b.end for b in blocks if b.number is not None)
    )
    sentences = [
        one for block in blocks for one in _sentences(text, block, places, language)
    ]
    windows, asides = [], []
    for start, end in sentences:
        block = next(b for b in reversed(blocks) if b.start <= start)
        if block.number is not None:
            windows.append(_window(body, start, end, in_body=True))
        elif block.kind in _COMPARED or (start, end) in places:
            asides.append(_window(whole, start, end))
        elif _is_prose(text[start:end]):
            asides.append(_window(whole, start, end, offered=False))
    windows = [one for one in windows + asides if one.low < one.high]
    return Article(
        text=text,
        shown=shown_text(text, [(block.start, block.end) for block in blocks]),
        blocks=tuple(blocks),
        titles=tuple(places),
        sentences=tuple(sentences),
        rows=(whole, body, _row(text, blocks, notes=True))
        if "<sup>" in text
        else (whole, body),
        windows=tuple(windows),
        frequency=Counter(
            one
            for w in windows
            for one in {stem(key) for key in w.row.keys[w.low : w.high]}
        ),
    )


def _row(text: str, blocks: Iterable[Block], *, notes: bool = False) -> Words:
    """Read the words of some blocks, without the numbers of notes or with them."""
    spans = ((block.start, block.end) for block in blocks)
    return read_words(*shown_letters(text, spans, notes=notes))


def _sentences(
    text: str, block: Block, titles: Sequence[tuple[int, int]], language: str
) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a block; where titles stand in it, these and what is between."""
    at = block.start
    for start, end in titles:
        if block.start <= start and end <= block.end and at <= start:
            yield from sentence_spans(text, at, start, language)
            yield start, end
            at = end
    yield from sentence_spans(text, at, block.end, language)


def _is_prose(text: str) -> bool:
    """Whether words around an article are a sentence, not an address or a list."""
    words = text.split()
    return len(words) >= _SENTENCE and 2 * sum(map(str.islower, words)) > len(words)


def _window(
    row: Words, start: int, end: int, *, in_body: bool = False, offered: bool = True
) -> Window:
    return Window(row, row.word_at(start), row.word_at(end), in_body, offered)


# --- letter for letter ---------------------------------------------------------------


def literal_places(text: str, words: str) -> list[tuple[int, int]]:
    """Return each place of *words* in *text*, letter for letter, that cuts no word."""
    return list(islice(whole_places(text, words), _MOST))


def same_letters(quote: Words, row: Words) -> list[tuple[int, int]]:
    """Return each place in a row, as words, that has the letters of a quotation."""
    places: list[tuple[int, int]] = []
    length = len(quote.letters)
    start = row.letters.find(quote.letters) if length else -1
    while start >= 0 and len(places) < _MOST:
        if start in row.at and start + length in row.at:
            places.append((row.at[start], row.at[start + length]))
        start = row.letters.find(quote.letters, start + 1)
    return places


def likeness(quote: Words, row: Words, low: int, high: int) -> bool:
    """Return whether words with the same letters differ in typography alone.

    That is, no sign differs in more than its kind, and no capital but the first.
    """
    mine, theirs = ("".join(w) for w in (quote.forms, row.forms[low:high]))
    bare = mine.replace("'", ""), theirs.replace("'", "")
    return (
        mine.count("'") == theirs.count("'")
        and bare[0][1:] == bare[1][1:]
        and _gaps_alike(quote, row, low, high)
        and all(edges_alike(quote, row, low, high))
    )


def _gaps_alike(quote: Words, row: Words, low: int, high: int) -> bool:
    """Whether the same stands between the words of both, but for typography."""
    base = row.begins[low]
    mine = {quote.begins[word]: quote.gaps[word] for word in range(1, len(quote))}
    theirs = {row.begins[word] - base: row.gaps[word] for word in range(low + 1, high)}
    return all(
        sign_key(mine[at]) == sign_key(theirs[at])
        if at in mine and at in theirs
        else _LINE_END.fullmatch(mine[at] if at in mine else theirs[at])
        for at in mine.keys() | theirs.keys()
    )


def edges_alike(quote: Words, row: Words, low: int, high: int) -> tuple[bool, bool]:
    """Whether the signs around a quotation stand there, too, or may be added to any."""
    lead = _ADDED_BEFORE.sub("", sign_key(quote.gaps[0]))
    trail = _ADDED_AFTER.sub("", sign_key(quote.gaps[-1]))
    there = _ADDED_AFTER.sub("", sign_key(row.gaps[high]))
    if trail.strip(",."):
        after = there.startswith(trail.rstrip(",."))
    else:
        after = not trail or there[:1] not in {"?", "!"}
    return sign_key(row.gaps[low]).endswith(lead), after


def sign_of_quotation(words: Words, word: int, *, after: bool) -> str:
    """Return what stands right before a word, or after the one before it, as it is shown.

    Without quotation marks, brackets and whatever else may stand around any quotation.
    """
    low = words.spans[word - 1][1] if word else 0
    high = words.spans[word][0] if word < len(words) else len(words.shown)
    between = words.shown[low:high]
    found = _SIGNS_AFTER.match(between) if after else _SIGNS_BEFORE.search(between)
    return found[0] if found else ""
