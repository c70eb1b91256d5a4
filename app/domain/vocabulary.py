"""The closed lists, with the labels and explanations that readers see."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self


class _Labelled(StrEnum):
    """Words with the label that readers see."""

    _value_: str
    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Attach the label to the word."""
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member


class _Explained(StrEnum):
    """Words with the explanation that readers see."""

    _value_: str
    meaning: str
    passive: str

    def __new__(cls, value: str, meaning: str = "", passive: str = "") -> Self:
        """Attach the explanation, and for "… by" the passive, to the word."""
        member = str.__new__(cls, value)
        member._value_, member.meaning, member.passive = value, meaning, passive
        return member


class _Verdict(StrEnum):
    """Words with the label and the explanation that readers see."""

    _value_: str
    label: str
    meaning: str

    def __new__(cls, value: str, label: str = "", meaning: str = "") -> Self:
        """Attach the label and the explanation to the word."""
        member = str.__new__(cls, value)
        member._value_, member.label, member.meaning = value, label, meaning
        return member


class Stance(_Labelled):
    """The side of the question that a claim speaks for."""

    FOR = "for", "For"
    AGAINST = "against", "Against"

    @property
    def other(self) -> "Stance":
        """The opposite side."""
        return Stance.AGAINST if self is Stance.FOR else Stance.FOR


class Attitude(_Explained):
    """What the author of a source does with the words in it."""

    ASSERTS = "asserts", "The author says it, not somebody else.", "asserted by"
    REPORTS = (
        "reports",
        "The author reports what somebody else says or thinks.",
        "reported by",
    )
    ENDORSES = (
        "endorses",
        "The author reports what somebody else says or thinks, and agrees.",
        "endorsed by",
    )
    DISPUTES = (
        "disputes",
        "The author reports what somebody else says or thinks, and disagrees.",
        "disputed by",
    )
    CONCEDES = "concedes", "The author grants it to the other side.", "conceded by"

    @property
    def by(self) -> str:
        """The words before the author's name: "reported by"."""
        return self.passive

    @property
    def relayed(self) -> str:
        """What follows another speaker's name, before the author's: ", reported by"."""
        if self is Attitude.CONCEDES:
            # Authors concede a point, not the person who makes it.
            return f"; the point is {self.passive}"
        if self is Attitude.REPORTS:
            return f", {self.passive}"
        # Nor is it the speaker who is endorsed or disputed; and the words may be the author's.
        return f"; the view is {self.passive}"

    @property
    def agreement(self) -> str:
        """Whether the author agrees, where somebody else speaks."""
        return _AGREEMENT[self]


_AGREEMENT = {
    Attitude.ASSERTS: "Yes",
    Attitude.REPORTS: "The article does not say",
    Attitude.ENDORSES: "Yes",
    Attitude.DISPUTES: "No",
    Attitude.CONCEDES: "On this point",
}


class Modality(_Labelled):
    """How firmly the words of a quote put a claim, the firmest first. Our choice."""

    FLAT = "flat", "put as a fact"
    LIKELY = "likely", "put as likely"
    POSSIBLE = "possible", "put as a possibility"
    CONDITIONAL = "conditional", "put as conditional"
    ADVISED = "advised", "given as advice"


# In the source's own voice, these are what the authors themselves say.
OWN_ATTITUDES = frozenset({Attitude.ASSERTS, Attitude.CONCEDES})
# What the authors hold, in their own words or in somebody else's.
HELD_ATTITUDES = OWN_ATTITUDES | {Attitude.ENDORSES}


def passed_on_as(attitudes: Iterable[Attitude]) -> Attitude | None:
    """Return how a source passes on a claim for which its quotes have these *attitudes*.

    DISPUTES if it disagrees in any of them, REPORTS if it takes no view; None if it makes
    the claim itself.
    """
    here = set(attitudes)
    if here & HELD_ATTITUDES:
        return None
    return Attitude.DISPUTES if Attitude.DISPUTES in here else Attitude.REPORTS


class RelationKind(StrEnum):
    """How one claim bears on another."""

    _value_: str
    verb: str
    """What readers see: "contradicts"."""
    passive: str
    """What stands before "by": "contradicted"."""
    meaning: str

    def __new__(
        cls, value: str, verb: str = "", passive: str = "", meaning: str = ""
    ) -> Self:
        """Attach the verb, the passive and the explanation to the word."""
        member = str.__new__(cls, value)
        member._value_, member.verb, member.passive = value, verb, passive
        member.meaning = meaning
        return member

    SUPPORTS = (
        "supports",
        "supports",
        "supported",
        "It gives a reason for another claim of its side.",
    )
    REBUTS = (
        "rebuts",
        "contradicts",
        "contradicted",
        "If it is true, the other claim is false.",
    )
    UNDERCUTS = (
        "undercuts",
        "undercuts",
        "undercut",
        "Even if the other claim is true, it does not show what it is meant to show.",
    )
    QUALIFIES = (
        "qualifies",
        "limits",
        "limited",
        "The other claim is true only in part, or only for a time.",
    )

    @property
    def plural(self) -> str:
        """The verb of two claims: "contradict"."""
        return self.verb.removesuffix("s")

    @property
    def mutually(self) -> str:
        """What two claims do that answer each other alike: "contradict each other".

        No line parts the last two words.
        """
        return f"{self.plural} each\N{NO-BREAK SPACE}other"


# These attack a claim of the other side: they say that it is false, or unfounded.
ATTACKS = frozenset({RelationKind.REBUTS, RelationKind.UNDERCUTS})
# These answer a claim of the other side; SUPPORTS joins claims of one side.
ANSWERS = ATTACKS | {RelationKind.QUALIFIES}


class Accounting(StrEnum):
    """Which sentences of the articles the editors account for."""

    EVERY_SENTENCE = "every-sentence"
    """Each is quoted, or set aside with a reason."""
    SELECTED = "selected"
    """Those that they choose."""


class PassageKind(_Labelled):
    """What a block of an article is."""

    HEADING = "heading", "Heading"
    PARAGRAPH = "paragraph", "Passage"
    ITEM = "item", "Passage"
    CAPTION = "caption", "Caption"
    NOTE = "note", "Note"
    FRONT = "front", "Before the article"
    BACK = "back", "After the article"
    CHROME = "chrome", "Beside the article"


# These are the article's own sentences: they are counted, and can be quoted.
COUNTED = frozenset({PassageKind.PARAGRAPH, PassageKind.ITEM})


class SpeakerKind(_Labelled):
    """What sort of speaker it is."""

    PERSON = "person", "People"
    INSTITUTION = "institution", "Institutions"
    GROUP = "group", "Groups and co-authors"

    @property
    def plural(self) -> str:
        """The heading of a list of such speakers."""
        return self.label


class Reason(_Explained):
    """Why a sentence is not quoted."""

    BACKGROUND = "background", "Facts that bear on neither side by themselves."
    OFF = "off-the-question", "About something else."
    REPEATS = "repeats", "Says again what a quote says."
    UNCLEAR = "unclear", "Garbled in the source."
    FRAMING = "framing", "Introduces or links other sentences."


class Match(_Explained):
    """How the words that an editor wrote were found in the source."""

    EXACT = "exact", "Found once, letter for letter"
    TYPOGRAPHIC = (
        "typographic",
        "Found once; only spaces, quotation marks, dashes or unseen signs differ",
    )


class Wording(_Verdict):
    """How the wording of a quotation compares with that of the sources."""

    EXACT = "exact", "Exact", "An article has these words, letter for letter."
    TYPOGRAPHIC = (
        "typographic",
        "Exact but for typography",
        (
            "An article has these words; only typography differs: spaces, quotation "
            "marks, dashes, markup, the first capital, a comma or full stop at the end."
        ),
    )
    ABRIDGED = (
        "abridged",
        "Abridged",
        (
            "An article has these words; an omission sign or brackets in the quotation "
            "mark what it leaves out. “Check the sense”: what is left out has a word such "
            "as “not” or “may”; no program knows whether that bears on what is quoted."
        ),
    )
    DIFFERS = (
        "differs",
        "Differs",
        (
            "An article has most of these words, but not exactly; or the quotation joins "
            "words from two places. If a word that denies or hedges is missing or added, "
            "the verdict names it."
        ),
    )
    NOWHERE = "nowhere", "Not found", "None of these articles has these words."


class QuotationKind(_Verdict):
    """What a quotation in a text is."""

    QUOTATION = "quotation", "Quotation", "Words between quotation marks."
    BLOCK = "block", "Block quote", "Lines set apart."
    SCARE = (
        "scare",
        "Scare quotes",
        (
            "One or two words in quotation marks, as a term or to keep a distance. Not "
            "checked."
        ),
    )


class Attribution(_Verdict):
    """Whether the person named beside a quotation says its words."""

    AGREES = "agrees", "Agrees", "The person named says these words."
    DIFFERS = (
        "differs",
        "Wrong speaker",
        "Somebody else says these words, and the article does not name the person beside them.",
    )
    VIA_AUTHOR = (
        "via-author",
        "Another’s words",  # noqa: RUF001 - an apostrophe
        "The author is named, but the article is reporting the words of somebody else.",
    )
    UNNAMED = "unnamed", "Unnamed", "Nobody is named as saying these words."
    UNCHECKED = (
        "unchecked",
        "Unchecked",
        "Who says these words is not recorded here, or whom the text credits is not plain.",
    )


class Holder(StrEnum):
    """Where a word occurs when pasted words are compared with a source."""

    BOTH = "both"
    PASTED = "pasted"
    SOURCE = "source"


class SourceKind(_Labelled):
    """What sort of work a source is, which decides how it is cited."""

    ARTICLE = "article", "Article"
    REPORT = "report", "Report"
    BOOK = "book", "Book"
    SPEECH = "speech", "Speech"

    @property
    def stands_alone(self) -> bool:
        """Whether it is a work in itself: what it appeared in, if anything, is a series."""
        return self in {SourceKind.REPORT, SourceKind.BOOK}


class Fact(StrEnum):
    """A name of a source that may be inferred."""

    CONTAINER = "container"
    PUBLISHER = "publisher"


class Basis(StrEnum):
    """Whether a date is stated in the text or follows from it."""

    STATED = "stated"
    INFERRED = "inferred"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


class FormerKind(StrEnum):
    """What a former slug named."""

    CLAIM = "claim"
    SOURCE = "source"
    THEME = "theme"
    SPEAKER = "speaker"
    QUOTE = "quote"
    CLASH = "clash"


class Outcome(StrEnum):
    """What became of a thing from one release to the next."""

    ADDED = "added"
    REWORDED = "reworded"
    REPLACED = "replaced"  # its address leads to others
    WITHDRAWN = "withdrawn"


class Voice(_Labelled):
    """Whose words a list is limited to."""

    ALL = "all", "Anyone"
    AUTHORS = "authors", "Authors only"


class Style(_Labelled):
    """A style of citation."""

    APA = "apa", "APA 7"
    MLA = "mla", "MLA 9"
    CHICAGO = "chicago", "Chicago 18 (author-date)"
    CHICAGO_NOTES = "chicago-notes", "Chicago 18 (notes)"
    HARVARD = "harvard", "Harvard (Cite Them Right 12)"

    @property
    def block_from(self) -> tuple[int, str]:
        """From how many words or characters on a quotation stands in a block, without marks."""
        return _BLOCK_FROM[self]

    @property
    def is_chicago(self) -> bool:
        """Whether the Chicago Manual of Style has it."""
        return self in {Style.CHICAGO, Style.CHICAGO_NOTES}

    @property
    def cited_in(self) -> str:
        """Where it cites a quotation, in words."""
        return "In a note" if self is Style.CHICAGO_NOTES else "In a text"

    @property
    def list_heading(self) -> str:
        """What stands above the list of what is cited."""
        return _LIST_HEADINGS[self]


# APA 8.27; MLA 6.35, more than four lines; Chicago 12.10; Cite Them Right, two or three
# lines. What the manuals count in lines is our estimate.
_BLOCK_FROM = {
    Style.APA: (40, "words"),
    Style.MLA: (350, "characters"),
    Style.CHICAGO: (100, "words"),
    Style.CHICAGO_NOTES: (100, "words"),
    Style.HARVARD: (40, "words"),
}

# As the manuals have it, each above a list by the alphabet without numbers.
_LIST_HEADINGS = {
    Style.APA: "References",
    Style.MLA: "Works Cited",
    Style.CHICAGO: "References",
    Style.CHICAGO_NOTES: "Bibliography",
    Style.HARVARD: "Reference list",
}


MISSING_PARTS = (
    "What is missing here, such as an article’s own address, is not known to us; "  # noqa: RUF001 - an apostrophe
    "add it if you have it."
)
"""What stands beside references to articles whose own address is not known."""


def missing_parts(place: str | None, url: str | None) -> str:
    """Return what stands beside the reference to one article: what it lacks, by name.

    *place* is where the article appeared, or who published it.
    """
    known = {"publication": place, "address": url}
    missing = " and no ".join(name for name in known if not known[name])
    return f"The text states no {missing}; add it if you have it." if missing else ""


PARAGRAPHS = (
    "The numbers after “para.” are ours: paragraphs and items of lists are counted, "
    "headings and captions are not."
)
"""What stands beside citations of quotes in the styles that number paragraphs."""

CLAIMS_ARE_OURS = (
    "Claims are the editors’ own sentences, not quotations; "  # noqa: RUF001 - an apostrophe
    "the page of each has the quotes behind it."
)
"""What stands above claims where a reader looks for words of the articles."""

ANSWERS_ARE_OURS = (
    "The editors set these claims against each other; the articles need not know of one "
    "another."
)
"""What stands beside claims that answer one another: no article replies thereby."""

ONE_SIDE = "One side’s claim"  # noqa: RUF001 - an apostrophe
"""What the title of a claim's page is, in a reference to it."""

INFERRED_DATE = "A date in square brackets is inferred; APA and Harvard may want “n.d.” or “no date”."
"""What stands beside references to articles that do not state their date."""

INFERRED_NAME = "A name in square brackets is inferred."
"""What stands beside those that do not state their publisher, or where they appeared."""


class HitKind(_Labelled):
    """What a search can find."""

    CLASHES = "clashes", "Clashes"
    CLAIMS = "claims", "Claims"
    QUOTES = "quotes", "Quotes"
    PASSAGES = "passages", "Passages"


class Caution(_Labelled):
    """Something that ``check`` asks an editor to weigh."""

    STARTS_AFTER = "starts-after", "The sentence takes a turn before the quote"
    STOPS_BEFORE = "stops-before", "The sentence takes a turn after the quote"
    DROPS_NEGATION = "drops-negation", "There is a negation outside the quote"
    DROPS_HEDGE = "drops-hedge", "There is a hedge outside the quote"
    SHORT = "short", "The quote is short"
    ALIKE = "alike", "Another claim is worded almost the same"
    LONG = "long", "The claim is long"
    DATED = "dated", "The claim names a date or a speaker"
    COMPOUND = "compound", "The claim has a semicolon"
    OVERSTATED = "overstated", "No quote puts the claim as firmly"
    UNDERSTATED = "understated", "A quote puts the claim more firmly"
    NO_BECAUSE = "no-because", "No reason is given why the claim speaks for its side"
    CONCEDED = "conceded", "The claim rests on what an author grants"
    REUSED = "reused", "Several claims on the same side and theme use this quote"
    UNRELATED = (
        "unrelated",
        "A claim neither answers one opposite nor is answered",
    )
