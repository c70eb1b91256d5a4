"""The argument map: claims in their themes, or those around one claim, as a drawing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from sqlite3 import Row
from typing import Annotated

from pydantic import Field

from app.domain import claim_graph
from app.domain.errors import NotFound
from app.domain.page_object import page_object
from app.domain.vocabulary import RelationKind, Stance
from app.graphics.claim_neighbours import ClaimNeighbours, claim_neighbours
from app.graphics.map_parts import Cluster, Drawing, Edge, Node
from app.graphics.map_two_columns import two_columns
from app.queries.claims import ClaimName, ThemeName, theme_sizes
from app.queries.filtered_list import unknown_cursor
from app.queries.former_slugs import slug_error
from app.queries.relations import RELATIONS, Answer, relation_end
from app.queries.sources import PrintedReferences, printed_references
from app.queries.totals import totals_of
from app.store.connection import Store, placeholders
from app.web.paging import FIRST_PART, Cursor, Part, themes_of
from app.web.params import ClaimSlug, OpenStore, Paging, ThemeSlug
from app.web.routes import Purpose, page


@page_object
class MapEntry:
    """A claim on the map, and what bears on it."""

    claim: ClaimName
    """The claim."""
    answered_by: tuple[Answer, ...]
    """The claims of the other side that answer it."""
    supported_by: tuple[Answer, ...]
    """Other claims of its side that give reasons for it."""
    bears_on: tuple[Answer, ...]
    """On the map of one theme: the claims of other themes that it answers or supports."""
    around: int
    """How many claims its own map shows around it."""


@page_object
class MapBranch:
    """A main claim, and the narrower claims beneath it."""

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
    """How many claims for the theme has."""
    claims_against: int
    """How many claims against the theme has."""
    answers: int
    """How many times its claims are answered."""
    branches_for: tuple[MapBranch, ...]
    """Its claims for, in the order of reading."""
    branches_against: tuple[MapBranch, ...]
    """Its claims against, in the order of reading."""
    drawing: Drawing
    """The theme as a drawing."""


@page_object
class MapPage:
    """The argument map of all themes, of one theme, or around one claim."""

    theme: ThemeName | None
    """The theme that the map is limited to; null if none."""
    previous: ThemeName | None
    """The theme before that one; null if there is none."""
    next: ThemeName | None
    """The theme after it; null if there is none."""
    around: ClaimNeighbours | None
    """The claim that the map is limited to, and its neighbours; null if none."""
    claims_for: int
    """How many claims for the map shows, in all its parts."""
    claims_against: int
    """How many claims against the map shows, in all its parts."""
    answers: int
    """How many times these claims are answered; around one claim, how many claims answer
    it."""
    given: int
    """On the map of one theme: how many times its claims answer those of other themes.
    Around one claim: how many claims it answers. Else 0."""
    supports: int
    """How many times another claim gives a reason for one shown; around one claim, how
    many claims give a reason for it."""
    themes: tuple[ThemeName, ...]
    """All themes, in order: they explain the numbers beside claims. Empty if there are
    no numbers."""
    sections: tuple[MapSection, ...]
    """The themes shown; empty if the map is limited to a claim."""
    away: Annotated[bool, Field(exclude=True)]
    """Whether related claims of other themes are drawn, and not only the numbers of these."""
    part: Annotated[Part | None, Field(exclude=True)]
    """Which part of all claims they have; null if the map is limited."""
    references: PrintedReferences = ()
    """Around one claim: the sources named as entries of a list of references, for paper."""
    cursor: Cursor = None
    """The cursor of the next part; left out after the last."""


_CLAIM = """
    SELECT claim.id, parent.id AS parent_id, parent.text, parent.stance
    FROM claim LEFT JOIN claim AS parent ON parent.id = claim.parent
    WHERE claim.id = ?"""

# The map of a theme with more claims than this has no claims of others. Our choice: more
# than the first debate has on one.
_FEW = 60
# The claims of some themes, and their relations.
_CLAIMS = """
    SELECT id, text, stance, theme, parent FROM claim
    WHERE theme IN ({themes}) ORDER BY position"""
_OF_THEMES = """
    WHERE relation.position IN (
        SELECT relation.position FROM claim JOIN relation ON relation."from" = claim.id
        WHERE theme IN ({themes})
        UNION
        SELECT relation.position FROM claim JOIN relation ON relation."to" = claim.id
        WHERE theme IN ({themes}))"""


def map_page(
    store: OpenStore,
    theme: ThemeSlug = "",
    claim: ClaimSlug = "",
    part: Paging = FIRST_PART,
) -> MapPage:
    """Return the argument map of all themes, of one theme, or around one claim.

    Raises NotFound or Moved.
    """
    if (theme or claim) and part.cursor:
        raise unknown_cursor(part.cursor)
    if theme and claim:
        raise NotFound("the map shows one theme or one claim, not both")
    if claim:
        return _claim_map(store, claim)
    sizes = theme_sizes(store)
    if not theme:
        return _whole_map(store, [*sizes], *themes_of(sizes, part))
    chosen = next((one for one in sizes if one.id == theme), None)
    if chosen is None:
        raise slug_error(store, "theme", theme)
    return _theme_map(store, chosen, [*sizes], sizes[chosen])


def _claim_map(store: Store, slug: str) -> MapPage:
    row = store.row(_CLAIM, slug)
    if row is None:
        raise slug_error(store, "claim", slug)
    parent = None
    if row["parent_id"] is not None:
        parent = ClaimName(row["parent_id"], row["text"], Stance(row["stance"]))
    around = claim_neighbours(store, row["id"], parent)
    boxes = around.drawing.boxes
    return MapPage(
        theme=None,
        previous=None,
        next=None,
        around=around,
        claims_for=sum(box.stance is Stance.FOR for box in boxes),
        claims_against=sum(box.stance is Stance.AGAINST for box in boxes),
        answers=len(around.answered_by),
        given=len(around.answers),
        supports=len(around.supported_by),
        themes=(),
        sections=(),
        away=False,
        part=None,
        references=printed_references(store, {one.id for one in around.sources}),
    )


def _whole_map(
    store: Store, themes: Sequence[ThemeName], here: Sequence[ThemeName], part: Part
) -> MapPage:
    """Return the map of all themes, or those of them that are *here*, in this *part*."""
    totals = totals_of(store)
    scene = _scene(store, here, themes)
    return MapPage(
        theme=None,
        previous=None,
        next=None,
        around=None,
        claims_for=totals["claims_for"],
        claims_against=totals["claims_against"],
        answers=totals["answers"],
        given=0,
        supports=totals["supports"],
        themes=tuple(themes),
        sections=tuple(filter(None, map(scene.section, here))),
        away=False,
        part=part,
        cursor=part.after,
    )


def _theme_map(
    store: Store, theme: ThemeName, themes: Sequence[ThemeName], claims: int
) -> MapPage:
    away = claims <= _FEW
    scene = _scene(store, [theme], themes, whole=away, alone=True)
    section = scene.section(theme)
    entries = scene.entries.values()
    at = themes.index(theme)
    return MapPage(
        theme=theme,
        previous=themes[at - 1] if at > 0 else None,
        next=themes[at + 1] if at < len(themes) - 1 else None,
        around=None,
        claims_for=section.claims_for if section else 0,
        claims_against=section.claims_against if section else 0,
        answers=section.answers if section else 0,
        given=sum(
            answer.kind is not RelationKind.SUPPORTS
            for entry in entries
            for answer in entry.bears_on
        ),
        supports=sum(len(entry.supported_by) for entry in entries),
        themes=tuple(themes),
        sections=(section,) if section else (),
        away=away,
        part=None,
    )


def _scene(
    store: Store,
    shown: Sequence[ThemeName],
    themes: Sequence[ThemeName],
    *,
    whole: bool = False,
    alone: bool = False,
) -> "_Scene":
    """Read the claims of the themes *shown*, and how they bear on one another.

    *whole*: claims of other themes are drawn, too; *alone*: it is the map of one theme.
    """
    ids = [theme.id for theme in shown]
    among = placeholders(ids)
    claims = store.rows(_CLAIMS.format(themes=among), *ids)
    where = _OF_THEMES.format(themes=among)
    relations = store.rows(RELATIONS.format(where=where), *ids, *ids)
    return _Scene(claims, relations, themes, whole=whole, alone=alone)


class _Scene:
    """The claims shown, and how they bear on one another and on other claims."""

    def __init__(
        self,
        claims: Sequence[Row],
        relations: Sequence[Row],
        themes: Sequence[ThemeName],
        *,
        whole: bool,
        alone: bool,
    ) -> None:
        self.claims: dict[str, list[Row]] = defaultdict(list)
        """By theme."""
        for claim in claims:
            self.claims[claim["theme"]].append(claim)
        self.relations: dict[str, list[Row]] = defaultdict(list)
        """By theme: how its claims bear on each other, on others, and others on them."""
        self.away: dict[str, set[str]] = defaultdict(set)
        """The other themes to which each claim is related."""
        for row in relations:
            for theme in {row["from_theme"], row["to_theme"]}:
                self.relations[theme].append(row)
            if row["from_theme"] != row["to_theme"]:
                self.away[row["from_id"]].add(row["to_theme"])
                self.away[row["to_id"]].add(row["from_theme"])
        self.themes = {theme.id: theme for theme in themes}
        self.whole = whole
        """Whether claims of other themes are drawn, too, instead of their numbers."""
        self.entries = _entries(claims, relations, self.themes, alone=alone)

    def section(self, theme: ThemeName) -> MapSection | None:
        """Return one theme; None if it has no claims."""
        claims = self.claims[theme.id]
        if not claims:
            return None
        branches_for, branches_against = (
            self._branches([claim for claim in claims if claim["stance"] == stance])
            for stance in Stance
        )
        return MapSection(
            theme=theme,
            claims_for=sum(claim["stance"] == Stance.FOR for claim in claims),
            claims_against=sum(claim["stance"] == Stance.AGAINST for claim in claims),
            answers=sum(len(self.entries[c["id"]].answered_by) for c in claims),
            branches_for=branches_for,
            branches_against=branches_against,
            drawing=self._drawing(theme, branches_for, branches_against),
        )

    def _branches(self, claims: Sequence[Row]) -> tuple[MapBranch, ...]:
        narrower: dict[str | None, list[MapEntry]] = defaultdict(list)
        for claim in claims:
            narrower[claim["parent"]].append(self.entries[claim["id"]])
        return tuple(
            MapBranch(self.entries[main["id"]], tuple(narrower[main["id"]]))
            for main in claims
            if main["parent"] is None
        )

    # --- the drawing ---------------------------------------------------------------

    def _drawing(self, theme: ThemeName, *sides: Sequence[MapBranch]) -> Drawing:
        """Draw one theme; the whole map of it, with the claims of others that it meets."""
        relations = self.relations[theme.id]
        pairs = [(row["from_id"], row["to_id"]) for row in relations]
        left, right = (
            [*self._own(side), *(self._away(theme, stance) if self.whole else ())]
            for stance, side in zip(Stance, sides, strict=True)
        )
        right = _alongside(left, right, pairs)
        # The order of one side settles that of the other, and vice versa: after two
        # rounds our themes have come to rest.
        for _ in range(2 if self.whole else 0):
            left = _alongside(right, left, pairs)
            right = _alongside(left, right, pairs)
        edges = [
            Edge(
                row["from_id"],
                row["to_id"],
                RelationKind(row["kind"]),
                bool(row["mutual"]),
            )
            for row in relations
        ]
        return two_columns(left, right, edges)

    def _own(self, branches: Sequence[MapBranch]) -> list[Cluster]:
        """Return the claims of one side, each main claim with its narrower ones."""
        return [
            Cluster(
                tuple(
                    self._node(entry.claim, narrow=entry is not branch.main)
                    for entry in (branch.main, *branch.narrower)
                )
            )
            for branch in branches
        ]

    def _node(self, claim: ClaimName, *, narrow: bool) -> Node:
        themes = () if self.whole else self._elsewhere(claim.id)
        return Node(claim.id, claim.text, claim.stance, narrow, themes=themes)

    def _elsewhere(self, slug: str) -> tuple[int, ...]:
        """Return the numbers of the other themes that a claim is related to."""
        return tuple(sorted(self.themes[theme].number for theme in self.away[slug]))

    def _away(self, theme: ThemeName, stance: Stance) -> list[Cluster]:
        """Return the claims of other themes that bear on this one, or it on them."""
        nodes = {}
        for row in self.relations[theme.id]:
            for end, other in (("from", "to"), ("to", "from")):
                if row[f"{other}_theme"] == theme.id != row[f"{end}_theme"]:
                    claim = relation_end(row, end)
                    themes = (self.themes[row[f"{end}_theme"]].number,)
                    nodes[claim.id] = Node(
                        claim.id, claim.text, claim.stance, away=True, themes=themes
                    )
        return [Cluster((node,)) for node in nodes.values() if node.stance is stance]


def _alongside(
    column: Sequence[Cluster],
    clusters: Sequence[Cluster],
    pairs: Sequence[tuple[str, str]],
) -> list[Cluster]:
    """Order *clusters* by where they meet those of the other *column*."""
    places = claim_graph.group_order(
        [node.id for cluster in column for node in cluster.nodes],
        [[node.id for node in cluster.nodes] for cluster in clusters],
        pairs,
    )
    return [clusters[place] for place in places]


def _entries(
    claims: Sequence[Row],
    relations: Sequence[Row],
    themes: Mapping[str, ThemeName],
    *,
    alone: bool,
) -> dict[str, MapEntry]:
    """Return each claim with what bears on it, by id."""
    answered_by: dict[str, list[Answer]] = defaultdict(list)
    supported_by: dict[str, list[Answer]] = defaultdict(list)
    bears_on: dict[str, list[Answer]] = defaultdict(list)
    around: dict[str, set[str]] = defaultdict(set)
    shown = {claim["id"] for claim in claims}
    for row in relations:
        ends = {end: relation_end(row, end) for end in ("from", "to")}
        source, target = ends["from"], ends["to"]
        kind = RelationKind(row["kind"])
        mutual = bool(row["mutual"])
        if alone and target.id not in shown and not mutual:
            theme = themes[row["to_theme"]]
            bears_on[source.id].append(Answer(target, kind, given=True, theme=theme))
        apart = row["from_theme"] != row["to_theme"]
        found = supported_by if kind is RelationKind.SUPPORTS else answered_by
        for end, other in (("to", "from"), ("from", "to"))[: 1 + mutual]:
            answer = Answer(
                ends[other],
                kind,
                given=False,
                theme=themes[row[f"{other}_theme"]] if apart else None,
                mutual=mutual,
            )
            found[row[f"{end}_id"]].append(answer)
        around[target.id].add(source.id)
        around[source.id].add(target.id)
    for claim in claims:
        if claim["parent"] is not None:
            around[claim["id"]].add(claim["parent"])
            around[claim["parent"]].add(claim["id"])
    return {
        slug: MapEntry(
            ClaimName(slug, claim["text"], Stance(claim["stance"])),
            tuple(answered_by[slug]),
            tuple(supported_by[slug]),
            tuple(bears_on[slug]),
            len(around[slug]),
        )
        for claim in claims
        for slug in [claim["id"]]
    }


page(
    "/map",
    "map/page.html",
    MapPage,
    map_page,
    nav="Map",
    purpose=Purpose.COMPARE,
    statuses=(404,),
)
