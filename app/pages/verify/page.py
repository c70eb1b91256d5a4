"""The page on which readers verify quotations: one by itself, or all those of a text."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated
from urllib.parse import parse_qs, urlencode

from fastapi import Body, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from app.domain.errors import TooBusy
from app.domain.vocabulary import QuotationKind, Wording
from app.exports.document import html as html_document
from app.exports.document import markdown
from app.exports.document.model import Document
from app.pages.verify.limits import (
    LARGEST_BODY,
    LARGEST_FORM,
    LONGEST_ADDRESS,
    LONGEST_QUOTATION,
    LONGEST_TEXT,
    TOO_LONG,
)
from app.pages.verify.quotation import VerifyPage, verify_page
from app.pages.verify.report import report
from app.pages.verify.text import VerifiedText, verified_text
from app.store.connection import Store
from app.text.passages import block_spans
from app.text.quotations_in_text import quotations_in
from app.web.routes import (
    Purpose,
    answered_aside,
    data_routes,
    describe,
    json_response,
    page,
    page_routes,
)
from app.web.templating import render


@dataclass(frozen=True, slots=True)
class TextPage:
    """What the page of a verified text shows."""

    verified: VerifiedText
    pieces: tuple[tuple[str, int], ...]
    """The text in pieces, each with the number of the quotation that it is, or 0."""
    as_one: str
    """The URL that verifies all of it as one quotation; empty if that is too long."""
    longest_text: int = LONGEST_TEXT
    """How many characters may be pasted at once."""


page(
    "/verify",
    "verify/page.html",
    VerifyPage,
    verify_page,
    nav="Verify quotations",
    purpose=Purpose.CHECK,
    pasted=True,
)


@page_routes.post("/verify", max_body_size=LARGEST_BODY)
async def verify_pasted(request: Request) -> Response:
    """Verify what was pasted: a quotation by itself, or every quotation in a text."""
    return await _answered_form(request, partial(_verified_page, request))


@page_routes.post("/verify.md", max_body_size=LARGEST_BODY)
async def report_markdown(request: Request) -> Response:
    """Return the report on a text, in Markdown."""
    return await _answered_form(
        request, _download(_host(request), "md", "text/markdown", markdown.encode)
    )


@page_routes.post("/verify.html", max_body_size=LARGEST_BODY)
async def report_html(request: Request) -> Response:
    """Return the report on a text, as a page by itself."""
    return await _answered_form(
        request, _download(_host(request), "html", "text/html", html_document.encode)
    )


class TextBody(BaseModel):
    """A text with quotations."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[
        str,
        Field(
            max_length=LONGEST_TEXT, description="The text; lines may end with CR LF."
        ),
    ]


@describe("/verify.json", "POST", response_model=VerifiedText)
@data_routes.post("/verify.json", max_body_size=LARGEST_BODY)
async def verify_text(
    request: Request, pasted: Annotated[TextBody, Body()]
) -> Response:
    """Verify every quotation in a text: where its words are found, and who says them."""

    def answer(store: Store) -> Response:
        return json_response(request, verified_text(store, pasted.text))

    return await answered_aside(request, answer, {})


# --- what a form sends -------------------------------------------------------------------

Answer = Callable[[Store, str], Response]


async def _answered_form(request: Request, answer: Answer) -> Response:
    """Return what *answer* makes of the text that a form has sent; else say what is wrong."""
    text, problem, status = _pasted(await request.body())
    if problem:
        return _refused(request, text, problem, status)
    try:
        return await answered_aside(request, lambda store: answer(store, text), {})
    except TooBusy as busy:
        response = _refused(request, text, f"{busy}.", 503)
        response.headers["Retry-After"] = str(busy.retry_after)
        return response


def _pasted(body: bytes) -> tuple[str, str, int]:
    """Return the text in the body of a form; if that will not do, why, and the status."""
    unreadable = "This form could not be read. Paste plain text.", 422
    if len(body) > LARGEST_FORM:
        return "", TOO_LONG, 413
    try:
        fields = parse_qs(body.decode("ascii"), errors="strict", max_num_fields=5)
    except ValueError:
        return "", *unreadable
    text = "".join(fields.get("q", [])).replace("\r\n", "\n")
    if "\0" in text or text.startswith("%PDF"):
        return "", "This looks like a file. Open it and paste its text.", 422
    if not text.strip():
        return text, "The box was empty.", 422
    if len(text) > LONGEST_TEXT:
        return text, f"This has {len(text):,} characters. {TOO_LONG}", 413
    return text, "", 200


def _refused(request: Request, text: str, problem: str, status: int) -> Response:
    """Return the page with the text still in it, and what is wrong with it."""
    shown = VerifyPage(
        typed=text,
        status=None,
        remarks=(problem,),
        places=(),
        more=False,
        parts=False,
        missing=(),
        nearest=None,
        nearest_claims=(),
        query="",
    )
    response = render(request, "verify/page.html", shown, status=status)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _verified_page(request: Request, store: Store, text: str) -> Response:
    """Return the verification of a quotation by itself, or of all those in a text."""
    address = urlencode({"q": text})
    address = (
        f"{store.root}/verify?{address}" if len(address) <= LONGEST_ADDRESS else ""
    )
    if (one := _as_one(store, text)) is None:
        verified = verified_text(store, text)
        shown = TextPage(verified, tuple(_pieces(verified)), address)
        return render(request, "verify/text.html", shown)
    if address:
        return RedirectResponse(address, 303)
    return render(request, "verify/page.html", one)


def _as_one(store: Store, text: str) -> VerifyPage | None:
    """Verify a text as one quotation if it is one, else return None.

    It is if it is all between marks, if it is short and quotes nothing, or if an article
    has it as it is, marks and all. If it quotes but a word or two, it is if an article has
    most of it.
    """
    whole = text.strip()
    found = quotations_in(whole)
    quoted = [one for one in found.quotations if one.kind is not QuotationKind.SCARE]
    around = any((one.opens, one.closes) == (0, len(whole)) for one in found.quotations)
    one_block = len([*block_spans(whole)]) == 1
    unquoted = not quoted and not found.unclosed and one_block
    if around:
        return verify_page(store, text)
    page = verify_page(store, whole) if len(whole) <= LONGEST_QUOTATION else None
    if unquoted and not found.quotations:
        return page
    others = {Wording.NOWHERE} if unquoted else {Wording.NOWHERE, Wording.DIFFERS}
    return page if page and page.status and page.status not in others else None


def _pieces(verified: VerifiedText) -> list[tuple[str, int]]:
    """Return the text in pieces: what is quoted, and what is around it."""
    pieces, at = [], 0
    for number, one in enumerate(verified.judged, 1):
        pieces += [
            (verified.text[at : one.start], 0),
            (verified.text[one.start : one.end], number),
        ]
        at = one.end
    return [*pieces, (verified.text[at:], 0)]


def _host(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _download(
    host: str, ending: str, media_type: str, encode: Callable[[Document], bytes]
) -> Answer:
    """Return the function that writes the report on a text as a file.

    *host* is where it was asked for: its links lead there if the site has no address.
    """

    def answer(store: Store, text: str) -> Response:
        found = verified_text(store, text)
        content = encode(report(store, found, store.host or host))
        name = f'attachment; filename="quotations.{ending}"'
        return Response(
            content,
            media_type=f"{media_type}; charset=utf-8",
            headers={"Content-Disposition": name},
        )

    return answer
