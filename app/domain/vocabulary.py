"""The closed lists, with the labels and explanations that readers see."""

from enum import StrEnum


class Stance(StrEnum):
    """The side of the question that a claim speaks for."""

    FOR = "for"
    AGAINST = "against"

    @property
    def label(self) -> str:
        """The word that heads the column."""
        return self.value.capitalize()

    @property
    def other(self) -> "Stance":
        """The opposite side."""
        return Stance.AGAINST if self is Stance.FOR else Stance.FOR


class Attitude(StrEnum):
    """What the author of a source does with the words that stand in it."""

    ASSERTS = "asserts"
    REPORTS = "reports"
    ENDORSES = "endorses"
    DISPUTES = "disputes"
    CONCEDES = "concedes"

    @property
    def by(self) -> str:
        """The words before the speaker's name: "reported by"."""
        return _ATTITUDES[self][0]

    @property
    def meaning(self) -> str:
        """The explanation of the word."""
        return _ATTITUDES[self][1]


_ATTITUDES = {
    Attitude.ASSERTS: ("asserted by", "The author says it, not somebody else."),
    Attitude.REPORTS: ("reported by", "The author tells what somebody else says."),
    Attitude.ENDORSES: (
        "endorsed by",
        "The author tells what somebody else says, and agrees.",
    ),
    Attitude.DISPUTES: (
        "disputed by",
        "The author tells what somebody else says, and disagrees.",
    ),
    Attitude.CONCEDES: ("conceded by", "The author grants it to the other side."),
}

# In the source's own voice, these are what the authors themselves say.
OWN_ATTITUDES = frozenset({Attitude.ASSERTS, Attitude.CONCEDES})


class RelationKind(StrEnum):
    """How one claim bears on another."""

    SUPPORTS = "supports"
    REBUTS = "rebuts"
    UNDERCUTS = "undercuts"
    QUALIFIES = "qualifies"

    @property
    def passive(self) -> str:
        """The word before "by it": "rebutted"."""
        return _RELATIONS[self][0]

    @property
    def meaning(self) -> str:
        """The explanation of the word."""
        return _RELATIONS[self][1]


_RELATIONS = {
    RelationKind.SUPPORTS: ("supported", "It gives a reason for the other claim."),
    RelationKind.REBUTS: ("rebutted", "It says that the other claim is false."),
    RelationKind.UNDERCUTS: (
        "undercut",
        "It says that the other claim does not follow from its grounds.",
    ),
    RelationKind.QUALIFIES: ("qualified", "It says where the other claim ends."),
}

# These answer a claim of the other side; SUPPORTS joins claims of one side.
ANSWERS = frozenset(
    {RelationKind.REBUTS, RelationKind.UNDERCUTS, RelationKind.QUALIFIES}
)


class PassageKind(StrEnum):
    """What a block of an article is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    FRONT = "front"
    BACK = "back"
    CHROME = "chrome"

    @property
    def label(self) -> str:
        """The name of such a block on a page."""
        return {
            PassageKind.HEADING: "Heading",
            PassageKind.PARAGRAPH: "Passage",
            PassageKind.CAPTION: "Caption",
            PassageKind.FRONT: "Before the article",
            PassageKind.BACK: "After the article",
            PassageKind.CHROME: "From the web site",
        }[self]


class SpeakerKind(StrEnum):
    """What sort of speaker it is."""

    PERSON = "person"
    INSTITUTION = "institution"
    GROUP = "group"

    @property
    def plural(self) -> str:
        """The heading of a list of such speakers."""
        return {
            SpeakerKind.PERSON: "Persons",
            SpeakerKind.INSTITUTION: "Institutions",
            SpeakerKind.GROUP: "Groups",
        }[self]


class Reason(StrEnum):
    """Why a sentence is not quoted."""

    BACKGROUND = "background"
    OFF = "off-the-question"
    REPEATS = "repeats"
    UNCLEAR = "unclear"
    FRAMING = "framing"

    @property
    def meaning(self) -> str:
        """The explanation of the word."""
        return {
            Reason.BACKGROUND: "Facts that bear on neither side by themselves.",
            Reason.OFF: "It speaks of something else than the alliance.",
            Reason.REPEATS: "It says again what a quote says.",
            Reason.UNCLEAR: "It is garbled in the source.",
            Reason.FRAMING: "It announces or joins what other sentences say.",
        }[self]


class Match(StrEnum):
    """How the words that a curator wrote were found in the source."""

    EXACT = "exact"
    TYPOGRAPHIC = "typographic"

    @property
    def meaning(self) -> str:
        """The words of the line that proves the quote."""
        if self is Match.EXACT:
            return "Found once, letter for letter"
        return "Found once; only spaces, quotation marks or dashes differ in kind"


class Wording(StrEnum):
    """How the words that a reader verified stand in the sources."""

    EXACT = "exact"
    TYPOGRAPHIC = "typographic"
    DIFFERS = "differs"
    NOWHERE = "nowhere"

    @property
    def meaning(self) -> str:
        """The explanation of the word."""
        return {
            Wording.EXACT: "They stand there, letter for letter.",
            Wording.TYPOGRAPHIC: (
                "They stand there; only spaces, quotation marks, dashes or signs of "
                "markup differ in kind."
            ),
            Wording.DIFFERS: "Something like them stands there, in other words.",
            Wording.NOWHERE: "Neither they nor anything like them stands in a source.",
        }[self]


class Holder(StrEnum):
    """Where a word occurs when pasted words are compared with a source."""

    BOTH = "both"
    PASTED = "pasted"
    SOURCE = "source"


class Basis(StrEnum):
    """Whether a date stands in the text or follows from it."""

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


class Voice(StrEnum):
    """Whose words a list is limited to."""

    ALL = "all"
    AUTHORS = "authors"

    @property
    def label(self) -> str:
        """The label of the choice."""
        if self is Voice.ALL:
            return "Anyone quoted"
        return "Only what authors assert"


class Style(StrEnum):
    """A style of citation."""

    APA = "apa"
    MLA = "mla"
    CHICAGO = "chicago"
    HARVARD = "harvard"

    @property
    def label(self) -> str:
        """The usual name of the style."""
        if self in {Style.APA, Style.MLA}:
            return self.value.upper()
        return self.value.capitalize()


class HitKind(StrEnum):
    """What a search can find."""

    CLAIMS = "claims"
    QUOTES = "quotes"
    PASSAGES = "passages"

    @property
    def label(self) -> str:
        """The label of the choice."""
        return self.value.capitalize()


class Caution(StrEnum):
    """Something that ``check`` asks a curator to weigh."""

    STARTS_AFTER = "starts-after"
    STOPS_BEFORE = "stops-before"
    DROPS_NEGATION = "drops-negation"
    DROPS_HEDGE = "drops-hedge"
    SHORT = "short"
    ALIKE = "alike"
    ONE_SOURCE = "one-source"
    UNANSWERED = "unanswered"

    @property
    def label(self) -> str:
        """The label before the curators' reason."""
        return {
            Caution.STARTS_AFTER: "The sentence takes a turn before the quote",
            Caution.STOPS_BEFORE: "The sentence takes a turn after the quote",
            Caution.DROPS_NEGATION: "A negation stands outside the quote",
            Caution.DROPS_HEDGE: "A hedge stands outside the quote",
            Caution.SHORT: "The quote is short",
            Caution.ALIKE: "Another claim has nearly the same words",
            Caution.ONE_SOURCE: "It rests on one source",
            Caution.UNANSWERED: "Nothing answers it",
        }[self]
