"""An MCP server with which AI assistants search, read and verify; read-only.

Every answer has its permanent address, so that an assistant can cite it. Needs the extra
``mcp``.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlencode

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations
from pydantic import Field
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app import __version__
from app.domain.errors import Moved, NotFound, TooBusy
from app.domain.vocabulary import HitKind, Stance
from app.pages.claim import claim_page
from app.pages.clash import clash_page
from app.pages.search.page import NO_SUCH_CHOICE, search_page
from app.pages.search.page_object import SearchPage
from app.pages.source.arrival import ArrivalRequest
from app.pages.source.model import NotedPassage
from app.pages.source.page import source_page
from app.pages.source.words import WordsRequest
from app.pages.verify.limits import LONGEST_TEXT
from app.pages.verify.quotation import verify_page
from app.pages.verify.text import verified_text
from app.queries.debate import debate_at_a_glance
from app.search.hits import SearchRequest
from app.store.connection import Store
from app.store.full_text import FoundText
from app.web.routes import adapter
from app.web.store_threads import StoreThreads

# The path of the tools when the site is served with them.
PATH = "/mcp"

_INSTRUCTIONS = """\
{name} holds one debate, "{question}", as claims for and against, each resting on
verbatim quotes from real articles. Begin with `read_debate`: what each side leads
with, and the points on which they clash. Use `search` to find clashes, claims, quotes and
passages, and `read_clash`, `read_claim` and `read_passage` to read them. Use
`verify_quotation` before you quote, or `verify_text` on your whole answer. Put words between
quotation marks only if they are found exact or typographic, or abridged without a negation or
a hedge left out, and give the address. An article's author is not always the speaker: say who
speaks, what the author does with the words, and how firmly they put the claim (`modality`).
`because` is a comment by the editors of {name}, never a quote. {name} says what
these articles say, not who is right."""

Answer = dict[str, Any]
Page = TypeVar("Page")
Item = TypeVar("Item")
Slug = Annotated[
    str, Field(max_length=200, description="Its slug, as search gives it.")
]


# What a page of another site may send: browsers ask before they do.
_PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, Accept, Authorization, "
    "Mcp-Session-Id, Mcp-Protocol-Version, Last-Event-ID",
    "Access-Control-Max-Age": "86400",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the store for the tools, beside the event loop."""

    threads: StoreThreads

    async def read_debate(self) -> Answer:
        """Read the question, the case of each side, and where the two sides clash.

        A case has the claims that its side would lead with, each with its strongest
        quote; the first claim of one faces the first of the other. `because` is the
        editors' comment, not a quote. Use an id to read a claim with `read_claim` or a
        clash with `read_clash`; the ids of themes and sources narrow a `search`.
        """
        return await self._read("/", debate_at_a_glance)

    async def search(  # noqa: PLR0913, PLR0917 - what a search may be held to
        self,
        words: Annotated[
            str,
            Field(
                description="Words; quotation marks for an exact phrase; OR, NOT or a minus."
            ),
        ],
        kind: Annotated[
            Literal["", "clashes", "claims", "quotes", "passages"],
            Field(
                description="Only this kind, up to a hundred; empty for the best of all."
            ),
        ] = "",
        theme: Annotated[str, Field(description="The slug of a theme.")] = "",
        source: Annotated[str, Field(description="The slug of a source.")] = "",
        stance: Annotated[
            Literal["", "for", "against"], Field(description="A side.")
        ] = "",
        limit: Annotated[
            int, Field(ge=1, le=50, description="Maximum number to return.")
        ] = 12,
        cursor: Annotated[
            str, Field(description="`next` of the previous answer, to go on.")
        ] = "",
    ) -> Answer:
        """Find clashes, claims and quotes of both sides, and passages of the articles.

        Each result is short. To read one in full, use its id with `read_clash` or
        `read_claim`, or the source and number of a passage with `read_passage`; for a
        quote, `claim` is the claim that it supports. `hits` is the number of results. If
        `next` is not null, there are more: ask again with it as `cursor`, or choose a
        `kind`. `remarks` says how the words were understood.
        """
        request = SearchRequest(words, kind, theme, source, stance=stance)
        if cursor and not cursor.isdecimal():
            raise ToolError("the cursor must be the `next` of an answer, or empty")
        start = int(cursor or 0)
        return await self._read(
            f"/search?{request.address()}",
            lambda store: _part(search_page(store, request), start, limit),
        )

    async def read_claim(self, claim: Slug) -> Answer:
        """Read a claim: the quotes it rests on, who says them, and what answers it.

        `because` says why it helps its side: the editors' comment, not a quote. The
        `modality` of a quote is how firmly its words put this claim: flat, likely,
        possible, conditional or advised. If `mutual` is true, each claim answers the
        other in the same way, and it is listed only under `answered_by`. `clashes` are
        the clashes that the claim is in; read them with `read_clash`.
        """
        return await self._read(
            f"/claims/{claim}", lambda store: claim_page(store, claim)
        )

    async def read_clash(self, clash: Slug) -> Answer:
        """Read a clash: the claims of both sides, their words, how they answer each other.

        `turns_on` is what the answer depends on. Each row sets a claim for one side
        opposite those that it answers or that answer it, each claim with its strongest
        quote. `relations` says which claim answers which; if `mutual` is true, each
        answers the other. `because` is the editors' comment, not a quote.
        """
        return await self._read(
            f"/clashes/{clash}", lambda store: clash_page(store, clash)
        )

    async def read_passage(
        self,
        source: Slug,
        passage: Annotated[int, Field(ge=1, description="Its number, from 1.")],
    ) -> Answer:
        """Read a passage of an article with its neighbours, and the quotes in it."""
        return await self._read(
            f"/sources/{source}#p{passage}",
            lambda store: _passage(store, source, passage),
        )

    async def verify_quotation(
        self, words: Annotated[str, Field(description="The quotation to check.")]
    ) -> Answer:
        """Find the article and passage that has these words, or show how they differ.

        The status is exact; typographic (the same words; only spaces, the style of marks,
        the first capital, or a comma or full stop at the end differ, `typography` says
        which); abridged (the same words, with omissions marked by omission signs or
        brackets: `omitted` lists them; if one has a `negation` or a `hedge`, see whether
        that bears on what is quoted); differs (most of the words, `bits` shows both
        wordings, `missing` and `added` the words that deny or hedge; or words joined from
        several places, `parts` is true); or nowhere: none of these articles has the words, and `nearest`,
        if any, is the closest sentence, which is not a match; `nearest_claims` may be
        what was meant. If `editors` is there, they are the words of this site's editors and no
        quotation: quote its `quotes` instead.
        """
        return await self._verify(
            lambda page: f"/verify?{urlencode({'q': page.typed})}",
            lambda store: verify_page(store, words),
        )

    async def verify_text(
        self,
        text: Annotated[
            str,
            Field(
                max_length=LONGEST_TEXT,
                description="The text, with quotation marks in it.",
            ),
        ],
    ) -> Answer:
        """Find every quotation in a text, and verify its words and its speaker.

        Use it on what you have written before you send it. `kind` is quotation, block or
        scare (one or two words, not checked); `status` is as in `verify_quotation`;
        `attribution` says whether the person named beside it said it: agrees, differs,
        via-author (the author of the article is named, but reports somebody else's words;
        no fault, but say who speaks; `disputed` if the author rejects them), unnamed, or
        unchecked (the text may credit somebody else). `fault` is true if something is wrong
        or what is left out may change the sense, and `remarks` says what. `start` and `end`
        are positions in the `text`.
        """
        return await self._verify(
            lambda _: "/verify", lambda store: verified_text(store, text)
        )

    async def _read(self, path: str, fill: Callable[[Store], Page]) -> Answer:
        """Return the page at a *path*; raises ToolError if there is none."""
        answer = partial(_answer, lambda _: path, fill)
        return await self.threads.make(answer, long=False)

    async def _verify(
        self, path: Callable[[Page], str], fill: Callable[[Store], Page]
    ) -> Answer:
        """Return what takes longer than a page; raises ToolError if the server is busy."""
        try:
            return await self.threads.run(partial(_answer, path, fill))
        except TooBusy:
            raise ToolError("the server is busy; try again in a few seconds") from None


def _answer(
    path: Callable[[Page], str], fill: Callable[[Store], Page], store: Store
) -> Answer:
    """Return a page object as data, with its permanent address and the release."""
    page: Any = _page_or_error(lambda: fill(store))
    return {
        "address": store.base + path(page),
        "release": {"date": store.stamp.date, "hash": store.stamp.hash},
        "data": adapter(page.__class__).dump_python(page, mode="json"),
    }


@dataclass(frozen=True, slots=True)
class ShortHit:
    """A search result, in short."""

    kind: HitKind
    text: str
    """A question, a claim, the words of a quote, or the matching part of a passage."""
    id: str
    """The slug of a clash or a claim, or the id of a quote; empty for a passage."""
    stance: Stance | None = None
    """The side of a claim, or of the claim that a quote supports."""
    claim: str = ""
    """The slug of the claim that a quote supports."""
    speaker: str = ""
    """Who says a quote."""
    source: str = ""
    """The slug of the source."""
    passage: int | None = None
    """The number of its passage; null if it is not a paragraph."""


@dataclass(frozen=True, slots=True)
class FoundHits:
    """Search results, a part at a time."""

    hits: int
    """How many there are."""
    remarks: tuple[str, ...]
    """How the words were understood."""
    found: tuple[ShortHit, ...]
    """This part: clashes, then claims and quotes of both sides in turn, then passages."""
    next: str | None
    """The cursor for the next part; null after the last."""


def _hits(page: SearchPage) -> Iterator[ShortHit]:
    """Yield what a page of the search shows, the best of each kind first."""
    for clash in page.clashes:
        yield ShortHit(HitKind.CLASHES, _said(clash.question), clash.id)
    sides = page.sides
    for claim in _in_turn(*(side.claims for side in sides)):
        line = claim.line
        yield ShortHit(HitKind.CLAIMS, line.text, line.id, line.stance)
    quotes = ([(side.stance, one) for one in side.quotes] for side in sides)
    for stance, quote in _in_turn(*quotes):
        yield ShortHit(
            HitKind.QUOTES,
            quote.line.shown,
            quote.line.id,
            stance,
            quote.claim,
            quote.line.speaker.name,
            quote.line.source.id,
            quote.line.passage,
        )
    for one in page.passages:
        yield ShortHit(
            HitKind.PASSAGES,
            _said(one.bits),
            "",
            source=one.source.id,
            passage=one.place.number,
        )


def _in_turn(*sides: Sequence[Item]) -> Iterator[Item]:
    """Yield what is on each side, one of each in turn."""
    for row in zip_longest(*sides):
        yield from (one for one in row if one is not None)


def _said(bits: Iterable[FoundText]) -> str:
    return "".join(bit.text for bit in bits)


@dataclass(frozen=True, slots=True)
class PassageQuote:
    """A quote from a passage."""

    address: str
    """Its permanent address."""
    speaker: str
    """The name of who says it."""
    attitude: str
    """What the author of the source does with it."""
    claims: tuple[str, ...]
    """The addresses of the claims that rest on it."""


@dataclass(frozen=True, slots=True)
class PassageInContext:
    """A passage of an article, with the passages beside it."""

    source: str
    """The slug of the source."""
    title: str
    """Its title."""
    by: str | None
    """The names of its authors; null if it is unsigned."""
    published: str
    """The date of publication, in brackets if it is inferred."""
    before: str
    """The passage before; empty at the beginning."""
    text: str
    """The passage, exactly as in the source."""
    after: str
    """The passage after; empty at the end."""
    quotes: tuple[PassageQuote, ...]
    """The quotes in it, in the order in which they end."""


def _part(page: SearchPage, start: int, limit: int) -> FoundHits:
    """Return *limit* results of a search from *start* on; raises ToolError for a filter."""
    if unknown := [one for one in page.remarks if one.endswith(NO_SUCH_CHOICE)]:
        raise ToolError(" ".join(unknown))
    every = list(_hits(page))
    return FoundHits(
        hits=page.hits,
        remarks=page.remarks,
        found=tuple(every[start : start + limit]),
        next=str(start + limit) if start + limit < len(every) else None,
    )


def _passage(store: Store, source: str, passage: int) -> PassageInContext:
    """Return a passage of a source; raises ToolError if it has none of that number."""
    page = source_page(store, source, ArrivalRequest(), WordsRequest())
    by_number = {noted.passage.number: noted for noted in page.body}
    if passage not in by_number:
        raise ToolError(f"{source} has passages 1 to {page.passages}")
    return PassageInContext(
        source=source,
        title=page.title,
        by=page.by,
        published=page.published.words,
        before=_text(by_number.get(passage - 1)),
        text=_text(by_number[passage]),
        after=_text(by_number.get(passage + 1)),
        quotes=tuple(
            PassageQuote(
                f"{store.base}/quotes/{note.quote}",
                note.speaker.name if note.speaker else page.speaker.name,
                note.attitude,
                tuple(f"{store.base}/claims/{claim.id}" for claim in note.claims),
            )
            for note in by_number[passage].notes
        ),
    )


def _text(noted: NotedPassage | None) -> str:
    return "".join(piece.text for piece in noted.passage.pieces) if noted else ""


def _page_or_error(read: Callable[[], Page]) -> Page:
    """Return the page that *read* returns; raises ToolError if there is none."""
    try:
        return read()
    except NotFound as error:
        raise ToolError(str(error)) from None
    except Moved as error:
        former = error.former
        now = " and ".join(repr(present.slug) for present in former.leads_to)
        fate = "was withdrawn: " + former.reason
        if now:
            fate = f"was {'split' if ' and ' in now else 'renamed'}: it is {now} now"
        raise ToolError(f"{former.slug!r} {fate}") from None


class StrictServer(MCPServer[Any]):
    """A server that refuses arguments which a tool does not have, instead of ignoring them."""

    async def call_tool(self, name: str, arguments: dict[str, Any], *rest: Any) -> Any:
        """Call a tool; raises ToolError if it has no such argument."""
        schemas = {tool.name: tool.input_schema for tool in await self.list_tools()}
        # An unknown tool is refused by the call itself.
        known = schemas.get(name, {}).get("properties", arguments)
        if unknown := ", ".join(sorted(arguments.keys() - known.keys())):
            raise ToolError(f"{name} has no {unknown}, only {', '.join(known)}")
        return await super().call_tool(name, arguments, *rest)


def server(threads: StoreThreads) -> MCPServer[Any]:
    """Return the MCP server with its tools."""
    reader, stamp = Reader(threads), threads.file.now.stamp
    mcp = StrictServer(
        stamp.site_name,
        version=__version__,
        instructions=_INSTRUCTIONS.format(
            name=stamp.site_name, question=stamp.question
        ),
        log_level="WARNING",
    )
    tools: tuple[Callable[..., Awaitable[Answer]], ...] = (
        reader.read_debate,
        reader.search,
        reader.read_claim,
        reader.read_clash,
        reader.read_passage,
        reader.verify_quotation,
        reader.verify_text,
    )
    hints = ToolAnnotations(
        read_only_hint=True, idempotent_hint=True, open_world_hint=False
    )
    for tool in tools:
        mcp.add_tool(tool, annotations=hints)
    return mcp


class McpMiddleware:
    """Middleware that serves the tools at ``PATH`` and passes on everything else."""

    def __init__(self, app: ASGIApp, threads: StoreThreads) -> None:
        self.app = app
        # The data is public and read-only, so requests may come from anywhere, and no
        # session is needed.
        self.tools = server(threads).streamable_http_app(
            streamable_http_path=PATH,
            stateless_http=True,
            json_response=True,
            transport_security=TransportSecuritySettings(
                enable_dns_rebinding_protection=False
            ),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request to the tools or the site, and start-up to the tools."""
        if scope.get("path") == PATH and scope.get("method") == "OPTIONS":
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send)
            return
        to_tools = scope["type"] == "lifespan" or scope.get("path") == PATH
        await (self.tools if to_tools else self.app)(scope, receive, send)
