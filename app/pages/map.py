"""What the map shows: claims in their themes, or those around one claim, and drawings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from sqlite3 import Row

from app.domain import claim_graph
from app.domain.errors import Moved, NotFound
from app.domain.page_object import page_object
from app.domain.vocabulary import RelationKind, Stance
from app.graphics.claim_neighbours import ClaimNeighbours, claim_neighbours
from app.graphics.diagram import Cluster, Drawing, Edge, Node
from app.graphics.two_columns import two_columns
from app.queries.claims import ClaimName, ThemeName, theme_names
from app.queries.former_slugs import slug_error
from app.queries.relations import Answer
from app.store.connection import Store
from app.web.params import ClaimSlug, OpenStore, ThemeSlug
from app.web.routes import page


@page_object
class MapEntry:
    """A claim, and what bears on it."""

    claim: ClaimName
    """The claim."""
    answered_by: tuple[Answer, ...]
    """The claims of the other side that answer it."""
    supported_by: tuple[ClaimName, ...]
    """Other claims of its side that give reasons for it."""
    bears_on: tuple[Answer, ...]
    """On the map of one theme: the claims of others that it answers or supports."""
    around: int
    """How many claims its own map has around it."""


@page_object
class MapBranch:
    """A main claim, and the narrower ones beneath it."""

    main: MapEntry
    """The main claim."""
    narrower: tuple[MapEntry, ...]
    """The narrower claims."""


@page_object
class MapSection:
    """One theme on the map."""

    theme: ThemeName
    """The theme."""
    claims_for: int
    """How many claims for it has."""
    claims_against: int
    """How many claims against it has."""
    answers: int
    """How many times a claim of it is answered."""
    branches_for: tuple[MapBranch, ...]
    """Its claims for, in the order of reading."""
    branches_against: tuple[MapBranch, ...]
    """Its claims against, in the order of reading."""
    drawing: Drawing
    """The same, drawn."""


@page_object
class MapPage:
    """The argument map: all of it, one theme, or what is around one claim."""

    theme: ThemeName | None
    """The theme that the map is held to; null: to none."""
    previous: ThemeName | None
    """The theme before that one; null where there is none."""
    next: ThemeName | None
    """The theme after it; null where there is none."""
    around: ClaimNeighbours | None
    """The claim that the map is held to, and what is around it; null: to none."""
    claims_for: int
    """How many claims for are shown."""
    claims_against: int
    """How many claims against are shown."""
    answers: int
    """How many times a claim that is shown is answered."""
    given: int
    """On the map of one theme: how many times its claims answer those of others."""
    supports: int
    """How many times another claim gives a reason for one that is shown."""
    themes: tuple[ThemeName, ...]
    """All themes, in order: what the numbers beside claims mean; none where there are no
    numbers."""
    sections: tuple[MapSection, ...]
    """The themes that are shown; none where the map is held to a claim."""


# Both ends of every relation, with what a drawing needs of them.
_RELATIONS = """
    SELECT relation.kind,
        one.id AS from_id, one.text AS from_text, one.stance AS from_stance,
        one.theme AS from_theme,
        two.id AS to_id, two.text AS to_text, two.stance AS to_stance,
        two.theme AS to_theme
    FROM relation
    JOIN claim AS one ON one.id = relation."from"
    JOIN claim AS two ON two.id = relation."to"
    {where}
    ORDER BY relation.position"""


def map_page(store: OpenStore, theme: ThemeSlug = "", claim: ClaimSlug = "") -> MapPage:
    """Return what answers what: of all themes, of one *theme*, or of what is around one *claim*.

    Raises NotFound, or Moved for what was withdrawn.
    """
    if theme and claim:
        raise NotFound("the map is held to a theme or to a claim, not to both")
    if claim:
        return _around_page(store, claim)
    themes = theme_names(store)
    held = _present(store, theme, themes) if theme else None
    return _themes_page(store, held, themes)


def _present(store: Store, slug: str, themes: Sequence[ThemeName]) -> ThemeName:
    """Give the theme that is called so, or was."""
    by_id = {one.id: one for one in themes}
    return by_id[slug if slug in by_id else _now(store, "theme", slug)]


def _now(store: Store, kind: str, slug: str) -> str:
    """Give the slug that what was called so has now; raises what else became of it."""
    error = slug_error(store, kind, slug)
    if isinstance(error, Moved) and error.former.now:
        return error.former.now
    raise error


def _around_page(store: Store, slug: str) -> MapPage:
    statement = """SELECT claim.id, parent.id AS parent_id, parent.text, parent.stance
        FROM claim LEFT JOIN claim AS parent ON parent.id = claim.parent
        WHERE claim.id = ?"""
    row = store.row(statement, slug)
    if row is None:
        return _around_page(store, _now(store, "claim", slug))
    parent = None
    if row["parent_id"] is not None:
        parent = ClaimName(row["parent_id"], row["text"], Stance(row["stance"]))
    found = claim_neighbours(store, row["id"], parent)
    boxes = found.drawing.boxes
    return MapPage(
        theme=None,
        previous=None,
        next=None,
        around=found,
        claims_for=sum(box.stance is Stance.FOR for box in boxes),
        claims_against=sum(box.stance is Stance.AGAINST for box in boxes),
        answers=len(found.answered_by),
        given=len(found.answers),
        supports=len(found.supported_by),
        themes=(),
        sections=(),
    )


def _themes_page(
    store: Store, held: ThemeName | None, themes: Sequence[ThemeName]
) -> MapPage:
    where, values = ("WHERE theme = ?", [held.id]) if held else ("", [])
    claims = store.rows(
        f"SELECT id, text, stance, theme, parent FROM claim {where} ORDER BY position",
        *values,
    )
    where = "WHERE one.theme = ?1 OR two.theme = ?1" if held else ""
    relations = store.rows(_RELATIONS.format(where=where), *values)
    scene = _Scene(claims, relations, themes, whole=held is not None)
    sections = [
        section
        for theme in themes
        if held in {None, theme} and (section := scene.section(theme))
    ]
    entries = [*scene.entries.values()]
    at = themes.index(held) if held else -1
    return MapPage(
        theme=held,
        previous=themes[at - 1] if at > 0 else None,
        next=themes[at + 1] if 0 <= at < len(themes) - 1 else None,
        around=None,
        claims_for=sum(section.claims_for for section in sections),
        claims_against=sum(section.claims_against for section in sections),
        answers=sum(len(entry.answered_by) for entry in entries),
        given=sum(
            other.kind is not RelationKind.SUPPORTS
            for entry in entries
            for other in entry.bears_on
        ),
        supports=sum(len(entry.supported_by) for entry in entries),
        themes=tuple(themes),
        sections=tuple(sections),
    )


class _Scene:
    """The claims that are shown, and how they bear on one another and on the rest."""

    def __init__(
        self,
        claims: Sequence[Row],
        relations: Sequence[Row],
        themes: Sequence[ThemeName],
        *,
        whole: bool,
    ) -> None:
        self.claims = claims
        self.relations = relations
        self.number = {theme.id: theme.number for theme in themes}
        self.whole = whole
        """Whether what is of other themes is drawn, too, instead of their numbers."""
        self.entries = _entries(claims, relations, themes)

    def section(self, theme: ThemeName) -> MapSection | None:
        """Give one theme; None where it has no claims."""
        claims = [claim for claim in self.claims if claim["theme"] == theme.id]
        if not claims:
            return None
        sides = {
            stance: [claim for claim in claims if claim["stance"] == stance]
            for stance in Stance
        }
        return MapSection(
            theme=theme,
            claims_for=len(sides[Stance.FOR]),
            claims_against=len(sides[Stance.AGAINST]),
            answers=sum(len(self.entries[c["id"]].answered_by) for c in claims),
            branches_for=self._branches(sides[Stance.FOR]),
            branches_against=self._branches(sides[Stance.AGAINST]),
            drawing=self._drawing(theme, sides),
        )

    def _branches(self, claims: Sequence[Row]) -> tuple[MapBranch, ...]:
        return tuple(
            MapBranch(
                self.entries[main["id"]],
                tuple(
                    self.entries[c["id"]] for c in claims if c["parent"] == main["id"]
                ),
            )
            for main in claims
            if main["parent"] is None
        )

    # --- the drawing ---------------------------------------------------------------

    def _drawing(
        self, theme: ThemeName, sides: Mapping[Stance, Sequence[Row]]
    ) -> Drawing:
        """Draw one theme; where it is whole, with the claims of others that it meets."""
        pairs = [(r["from_id"], r["to_id"]) for r in self.relations]
        parts = {
            stance: [
                *self._own(claims),
                *(self._away(theme, stance) if self.whole else ()),
            ]
            for stance, claims in sides.items()
        }
        left, right = parts[Stance.FOR], parts[Stance.AGAINST]
        right = _alongside(left, right, pairs)
        # What is added to one side settles where it meets the other, and that in its
        # turn: after two rounds our themes have come to rest.
        for _ in range(2 if self.whole else 0):
            left = _alongside(right, left, pairs)
            right = _alongside(left, right, pairs)
        ties = [
            Edge(r["from_id"], r["to_id"], RelationKind(r["kind"]))
            for r in self.relations
            if theme.id in {r["from_theme"], r["to_theme"]}
        ]
        return two_columns(left, right, ties)

    def _own(self, claims: Sequence[Row]) -> list[Cluster]:
        """Part the claims of one side: each main claim with its narrower ones."""
        return [
            Cluster(
                tuple(
                    self._node(claim)
                    for claim in claims
                    if main["id"] in {claim["id"], claim["parent"]}
                )
            )
            for main in claims
            if main["parent"] is None
        ]

    def _node(self, claim: Row) -> Node:
        return Node(
            claim["id"],
            claim["text"],
            Stance(claim["stance"]),
            narrow=claim["parent"] is not None,
            themes=() if self.whole else self._elsewhere(claim["id"]),
        )

    def _elsewhere(self, slug: str) -> tuple[int, ...]:
        """Give the numbers of other themes whose claims a claim has to do with."""
        found = {
            self.number[there["to_theme" if there["from_id"] == slug else "from_theme"]]
            for there in self.relations
            if slug in {there["from_id"], there["to_id"]}
            and there["from_theme"] != there["to_theme"]
        }
        return tuple(sorted(found))

    def _away(self, theme: ThemeName, stance: Stance) -> list[Cluster]:
        """Give the claims of other themes that bear on this one, or it on them."""
        found = {}
        for row in self.relations:
            for end, other in (("from", "to"), ("to", "from")):
                if row[f"{other}_theme"] == theme.id != row[f"{end}_theme"]:
                    found[row[f"{end}_id"]] = Node(
                        row[f"{end}_id"],
                        row[f"{end}_text"],
                        Stance(row[f"{end}_stance"]),
                        away=True,
                        themes=(self.number[row[f"{end}_theme"]],),
                    )
        return [Cluster((node,)) for node in found.values() if node.stance is stance]


def _alongside(
    order: Sequence[Cluster], parts: Sequence[Cluster], pairs: Sequence[tuple[str, str]]
) -> list[Cluster]:
    """Give *parts* where they meet those of the other column."""
    places = claim_graph.alongside(
        [node.id for part in order for node in part.nodes],
        [[node.id for node in part.nodes] for part in parts],
        pairs,
    )
    return [parts[place] for place in places]


def _end(row: Row, end: str) -> ClaimName:
    """Give the claim at one end of a relation."""
    return ClaimName(row[f"{end}_id"], row[f"{end}_text"], Stance(row[f"{end}_stance"]))


def _entries(
    claims: Sequence[Row], relations: Sequence[Row], themes: Sequence[ThemeName]
) -> dict[str, MapEntry]:
    """Give each claim with what bears on it, by id."""
    titled = {theme.id: theme for theme in themes}
    answered: dict[str, list[Answer]] = defaultdict(list)
    supported: dict[str, list[ClaimName]] = defaultdict(list)
    given: dict[str, list[Answer]] = defaultdict(list)
    met: dict[str, set[str]] = defaultdict(set)
    shown = {claim["id"] for claim in claims}
    for row in relations:
        name, other = _end(row, "from"), _end(row, "to")
        kind = RelationKind(row["kind"])
        if other.id not in shown:
            given[name.id].append(
                Answer(other, kind, given=True, theme=titled[row["to_theme"]])
            )
        if kind is RelationKind.SUPPORTS:
            supported[row["to_id"]].append(name)
        else:
            apart = row["from_theme"] != row["to_theme"]
            theme = titled[row["from_theme"]] if apart else None
            answered[row["to_id"]].append(Answer(name, kind, given=False, theme=theme))
        met[row["to_id"]].add(row["from_id"])
        met[row["from_id"]].add(row["to_id"])
    for claim in claims:
        if claim["parent"] is not None:
            met[claim["id"]].add(claim["parent"])
            met[claim["parent"]].add(claim["id"])
    return {
        claim["id"]: MapEntry(
            ClaimName(claim["id"], claim["text"], Stance(claim["stance"])),
            tuple(answered[claim["id"]]),
            tuple(supported[claim["id"]]),
            tuple(given[claim["id"]]),
            len(met[claim["id"]]),
        )
        for claim in claims
    }


page("/map", "pages/map.html", MapPage, map_page, nav="Map", statuses=(404, 410))
