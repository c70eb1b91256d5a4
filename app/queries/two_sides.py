"""The home page and the theme page: two sides, face to face."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from sqlite3 import Row
from urllib.parse import urlencode

from app import arguments
from app.db import Store
from app.errors import NotFound
from app.queries.former import look_up
from app.queries.parts import ClaimName, QuoteLine, SourceName, ThemeName
from app.queries.rows import QUOTE_COLUMNS, QUOTE_TABLES, once, quote_line
from app.queries.sides import (
    Answer,
    Choice,
    ClaimBlock,
    Facing,
    Filter,
    HomePage,
    NarrowClaim,
    SideLine,
    SideRow,
    ThemePage,
    ThemeSection,
)
from app.vocabulary import RelationKind, Stance, Voice

# The address holds no more narrower claims opened one by one than these, the latest; so
# it stays short enough to be handed on. Our choice.
_MOST_OPENED = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader chose to see; an empty word is "all"."""

    theme: str = ""
    source: str = ""
    voice: str = ""
    opened: str = ""
    """"all", or the slugs of narrower claims whose quotes are shown in place, a full stop
    between two."""

    @property
    def claims(self) -> tuple[str, ...]:
        """The slugs in *opened*, the latest last."""
        named = () if self.opened == "all" else self.opened.split(".")
        return tuple(slug for slug in named if slug)[-_MOST_OPENED:]

    @property
    def query(self) -> str:
        """The filters in force, as they stand in the address."""
        chosen = {"theme": self.theme, "source": self.source, "voice": self.voice}
        return urlencode({name: value for name, value in chosen.items() if value})


@dataclass(frozen=True, slots=True)
class Held:
    """A quote under a claim, with what the filters look at."""

    claim: str
    theme: str
    age: int
    """The place of its source among all, oldest first."""
    quote: QuoteLine

    def passes(self, wish: Wish) -> bool:
        """Whether it is among what the reader chose to see."""
        return (
            wish.theme in {"", self.theme}
            and wish.source in {"", self.quote.source.id}
            and (wish.voice != Voice.AUTHORS or self.quote.own)
        )


def home_page(store: Store, wish: Wish) -> HomePage:
    """Give the home page with what the reader chose to see."""
    sides = store.rows(
        "SELECT side.id, label, says, count(claim.id) AS claims FROM side "
        "LEFT JOIN claim ON claim.stance = side.id GROUP BY side.id ORDER BY side.id DESC"
    )
    themes = store.rows("SELECT * FROM theme ORDER BY position")
    sources = store.rows(
        "SELECT id, short, earliest, latest FROM source ORDER BY position"
    )
    claims = store.rows("SELECT * FROM claim ORDER BY position")
    held = _held(store, "")
    wish = _known(wish, themes, sources)
    shown = [one for one in held if one.passes(wish)]
    return HomePage(
        question=store.stamp.question,
        sides=tuple(
            SideLine(Stance(s["id"]), s["label"], s["says"], s["claims"]) for s in sides
        ),
        claims=len(claims),
        quotes=len({one.quote.id for one in held}),
        sources=len(sources),
        first_year=min(int(source["earliest"][:4]) for source in sources),
        last_year=max(int(source["latest"][:4]) for source in sources),
        filters=_filters(wish, held, themes, sources),
        filtered=bool(wish.query),
        query=wish.query,
        shown_claims=len({one.claim for one in shown}),
        shown_quotes=len({one.quote.id for one in shown}),
        opened=wish.opened,
        opened_claims=wish.claims,
        themes=_sections(store, themes, claims, shown),
    )


def _known(wish: Wish, themes: Sequence[Row], sources: Sequence[Row]) -> Wish:
    """Refuse a choice that is none, so that no page shows less than it says.

    Raises NotFound.
    """
    known = [
        (wish.theme, {theme["id"] for theme in themes}, "theme"),
        (wish.source, {source["id"] for source in sources}, "source"),
        (wish.voice, set(Voice), "voice"),
    ]
    for word, words, name in known:
        if word and word not in words:
            raise NotFound(f"no {name} is called {word!r}")
    voice = "" if wish.voice == Voice.ALL else wish.voice
    return Wish(wish.theme, wish.source, voice, wish.opened)


def _held(store: Store, where: str, *values: str) -> list[Held]:
    """Give every quote under every claim, the strongest of a claim first."""
    rows = store.rows(
        f"""SELECT claim_quote.claim, claim_quote.position AS place, claim.theme,
            source.position AS source_position, {QUOTE_COLUMNS}
        FROM {QUOTE_TABLES}
        JOIN claim_quote ON claim_quote.quote = quote.id
        JOIN claim ON claim.id = claim_quote.claim
        {where}
        ORDER BY claim.position, claim_quote.position""",
        *values,
    )
    return [
        Held(
            row["claim"],
            row["theme"],
            row["source_position"],
            quote_line(row, row["place"]),
        )
        for row in rows
    ]


def _oldest_first(held: Iterable[Held]) -> tuple[SourceName, ...]:
    """Give the sources of some quotes, oldest first."""
    return once(one.quote.source for one in sorted(held, key=lambda one: one.age))


# --- filters ---------------------------------------------------------------------


def _filters(
    wish: Wish,
    held: Sequence[Held],
    themes: Sequence[Row],
    sources: Sequence[Row],
) -> tuple[Filter, ...]:
    """Give the three filters, each choice with what choosing it would show."""
    return (
        _filter(
            "theme",
            "Theme",
            [("", "All themes"), *((t["id"], t["title"]) for t in themes)],
            wish.theme,
            lambda word: _count(held, Wish(word, wish.source, wish.voice)),
        ),
        _filter(
            "source",
            "Source",
            [("", "All sources"), *((s["id"], s["short"]) for s in sources)],
            wish.source,
            lambda word: _count(held, Wish(wish.theme, word, wish.voice)),
        ),
        _filter(
            "voice",
            "Voice",
            [("", Voice.ALL.label), (Voice.AUTHORS.value, Voice.AUTHORS.label)],
            wish.voice,
            lambda word: _count(held, Wish(wish.theme, wish.source, word)),
        ),
    )


def _filter(
    name: str,
    label: str,
    choices: Iterable[tuple[str, str]],
    chosen: str,
    count: Callable[[str], int],
) -> Filter:
    return Filter(
        name,
        label,
        tuple(
            Choice(value, words, count(value), value == chosen)
            for value, words in choices
        ),
    )


def _count(held: Iterable[Held], wish: Wish) -> int:
    """Count the claims that a choice would show."""
    return len({one.claim for one in held if one.passes(wish)})


# --- sections --------------------------------------------------------------------


def _sections(
    store: Store, themes: Sequence[Row], claims: Sequence[Row], shown: Iterable[Held]
) -> tuple[ThemeSection, ...]:
    """Give the themes that have something to show."""
    scene = _Scene(_answers(store, themes), claims, shown)
    return tuple(
        section for theme in themes if (section := scene.section(theme)) is not None
    )


class _Scene:
    """The claims that are shown, and how they bear on one another."""

    def __init__(
        self,
        answers: Mapping[str, Sequence[Answer]],
        claims: Sequence[Row],
        shown: Iterable[Held],
    ) -> None:
        self.claims = claims
        self.held: dict[str, list[Held]] = defaultdict(list)
        for one in shown:
            self.held[one.claim].append(one)
        self.answers = answers

    def section(self, theme: Row) -> ThemeSection | None:
        """Give one theme; None where nothing of it is shown."""
        shown = [
            claim
            for claim in self.claims
            if claim["theme"] == theme["id"] and claim["id"] in self.held
        ]
        if not shown:
            return None
        ids = {claim["id"] for claim in shown}
        # A narrower claim whose main claim is filtered out stands by itself.
        heads = [c for c in shown if c["parent"] is None or c["parent"] not in ids]
        sides = {
            stance: [c["id"] for c in heads if c["stance"] == stance]
            for stance in Stance
        }
        joined = [
            (claim, answer.claim.id)
            for claim in ids
            for answer in self.answers.get(claim, ())
        ]
        rows = arguments.rows(sides[Stance.FOR], sides[Stance.AGAINST], joined)
        by_id = {claim["id"]: claim for claim in self.claims}
        return ThemeSection(
            id=theme["id"],
            title=theme["title"],
            number=theme["position"],
            description=theme["description"],
            claims_for=sum(c["stance"] == Stance.FOR for c in shown),
            claims_against=sum(c["stance"] == Stance.AGAINST for c in shown),
            rows=tuple(self._row(row, by_id) for row in rows),
        )

    def _row(self, row: arguments.Row, by_id: Mapping[str, Row]) -> SideRow:
        first, *others = [*row.left, *row.right]
        faced = set(others)
        return SideRow(
            first=self._block(by_id[first], by_id, faced),
            facing=tuple(
                Facing(
                    self._block(by_id[other], by_id, {first}),
                    *self._between(first, other),
                )
                for other in others
            ),
        )

    def _between(self, first: str, other: str) -> tuple[RelationKind, bool]:
        answer = next(a for a in self.answers[first] if a.claim.id == other)
        return answer.kind, answer.given

    def _block(
        self, claim: Row, by_id: Mapping[str, Row], faced: set[str]
    ) -> ClaimBlock:
        held = self.held[claim["id"]]
        main = by_id.get(claim["parent"])
        return ClaimBlock(
            id=claim["id"],
            text=claim["text"],
            stance=Stance(claim["stance"]),
            under=None
            if main is None or main["id"] in self.held
            else ClaimName(main["id"], main["text"], Stance(main["stance"])),
            sources=_oldest_first(held),
            quotes=tuple(one.quote for one in held),
            narrower=tuple(
                self._narrow(narrow)
                for narrow in self.claims
                if narrow["parent"] == claim["id"] and narrow["id"] in self.held
            ),
            elsewhere=tuple(
                replace(answer, here=answer.claim.id in self.held)
                for answer in self.answers.get(claim["id"], ())
                if answer.claim.id not in faced
            ),
        )

    def _narrow(self, claim: Row) -> NarrowClaim:
        held = self.held[claim["id"]]
        return NarrowClaim(
            id=claim["id"],
            text=claim["text"],
            sources=_oldest_first(held),
            quotes=tuple(one.quote for one in held),
            answers=sum(not a.given for a in self.answers.get(claim["id"], ())),
        )


def _answers(store: Store, themes: Iterable[Row]) -> dict[str, list[Answer]]:
    """Give, for each claim, what answers it and what it answers."""
    rows = store.rows(
        """SELECT relation."from", relation."to", relation.kind,
            one.text AS from_text, one.stance AS from_stance,
            two.text AS to_text, two.stance AS to_stance,
            one.theme AS from_theme, two.theme AS to_theme
        FROM relation
        JOIN claim AS one ON one.id = relation."from"
        JOIN claim AS two ON two.id = relation."to"
        WHERE relation.kind <> 'supports'
        ORDER BY relation.position"""
    )
    names = {t["id"]: ThemeName(t["id"], t["title"], t["position"]) for t in themes}
    answers: dict[str, list[Answer]] = defaultdict(list)
    for row in rows:
        kind = RelationKind(row["kind"])
        one = ClaimName(row["from"], row["from_text"], Stance(row["from_stance"]))
        two = ClaimName(row["to"], row["to_text"], Stance(row["to_stance"]))
        apart = row["from_theme"] != row["to_theme"]
        of_one, of_two = names[row["from_theme"]], names[row["to_theme"]]
        answers[two.id].append(
            Answer(one, kind, given=False, theme=of_one if apart else None)
        )
        answers[one.id].append(
            Answer(two, kind, given=True, theme=of_two if apart else None)
        )
    return answers


def theme_page(store: Store, slug: str, *, opened: bool) -> ThemePage:
    """Give the page of one theme.

    Raises NotFound or Moved.
    """
    themes = store.rows("SELECT * FROM theme ORDER BY position")
    theme = next((theme for theme in themes if theme["id"] == slug), None)
    if theme is None:
        raise look_up(store, "theme", slug)
    claims = store.rows("SELECT * FROM claim WHERE theme = ? ORDER BY position", slug)
    held = _held(store, "WHERE claim.theme = ?", slug)
    section = _sections(store, themes, claims, held)
    if not section:
        raise NotFound(f"the theme {slug!r} has no claims yet")
    names = [ThemeName(t["id"], t["title"], t["position"]) for t in themes]
    at = theme["position"] - 1
    return ThemePage(
        section=section[0],
        quotes=len({one.quote.id for one in held}),
        sources=_oldest_first(held),
        opened=opened,
        previous=names[at - 1] if at > 0 else None,
        next=names[at + 1] if at + 1 < len(names) else None,
    )
