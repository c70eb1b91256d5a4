"""The page on which readers verify quotations: one by itself, or all those of a text."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
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
from app.pages.verify.quotation import LONGEST_TEXT, VerifyPage, verify_page
from app.pages.verify.report import report
from app.pages.verify.text import LONGEST, VerifiedText, verified_text
from app.store.connection import Store
from app.text.quotations_in_text import quotations_in
from app.web.params import OpenStore
from app.web.routes import answered_aside, data, described, html, json_response, page
from app.web.templating import render

# A form may write a character with twelve bytes, and JSON, too.
_LARGEST_BODY = 12 * LONGEST + 1_000  # bytes
# A quotation as long as this has an address of its own. Our choice.
_IN_ADDRESS = 1_500  # characters
_BUSY = "Much is being verified already: try again in a few seconds."


@dataclass(frozen=True, slots=True)
class TextPage:
    """What the page of a verified text shows."""

    verified: VerifiedText
    pieces: tuple[tuple[str, int], ...]
    """The text in pieces, each with the number of the quotation that it is, or 0."""
    as_one: str
    """The query string that verifies all of it as one quotation; empty if it is too long."""


page(
    "/verify",
    "verify/page.html",
    VerifyPage,
    verify_page,
    nav="Verify a quotation",
    pasted=True,
)


@html.post("/verify", max_body_size=_LARGEST_BODY)
async def verify_pasted(request: Request) -> Response:
    """Verify what was pasted: a quotation by itself, or every quotation in a text."""
    return await _answered(request, partial(_verified_page, request))


@html.post("/verify.md", max_body_size=_LARGEST_BODY)
async def report_markdown(request: Request) -> Response:
    """Return the report on a text, in Markdown."""
    return await _answered(request, _download("md", "text/markdown", markdown.encode))


@html.post("/verify.html", max_body_size=_LARGEST_BODY)
async def report_html(request: Request) -> Response:
    """Return the report on a text, as a page by itself."""
    return await _answered(
        request, _download("html", "text/html", html_document.encode)
    )


class PastedText(BaseModel):
    """A text with quotations."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[
        str,
        Field(max_length=LONGEST, description="The text; a line may end with CR LF."),
    ]


@described.post("/verify.json", response_model=VerifiedText)
@data.post("/verify.json", max_body_size=_LARGEST_BODY)
async def verify_text(
    request: Request, store: OpenStore, pasted: Annotated[PastedText, Body()]
) -> Response:
    """Verify every quotation in a text: where its words stand, and who says them."""

    def answer(store: Store) -> Response:
        return json_response(request, verified_text(store, pasted.text))

    return await answered_aside(request, answer, {"store": store})


# --- what a form sends -------------------------------------------------------------------

Answer = Callable[[Store, str], Response]


async def _answered(request: Request, answer: Answer) -> Response:
    """Return what *answer* makes of the text that a form has sent; else say what is wrong."""
    text, problem = _pasted(await request.body())
    if problem:
        return _refused(request, text, problem, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        return await answered_aside(request, lambda store: answer(store, text), {})
    except TooBusy:
        response = _refused(request, text, _BUSY, HTTPStatus.SERVICE_UNAVAILABLE)
        response.headers["Retry-After"] = "5"
        return response


def _pasted(body: bytes) -> tuple[str, str]:
    """Return the text in the body of a form, and what is wrong with it, if anything is."""
    try:
        fields = parse_qs(body.decode("ascii"), errors="strict", max_num_fields=5)
    except ValueError:
        return "", "This is no text in UTF-8: paste the words, not a file."
    text = "".join(fields.get("q", [])).replace("\r\n", "\n")
    if not text.strip():
        return text, "Nothing was pasted."
    if len(text) > LONGEST:
        return text, (
            f"This has {len(text):,} characters, and {LONGEST:,} are verified at once: "
            "paste it in parts."
        )
    if "\0" in text or text.startswith("%PDF"):
        return (
            "",
            "This is the inside of a file: open it, and paste the words from there.",
        )
    return text, ""


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
        query="",
    )
    response = render(request, "verify/page.html", shown, status=status)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _verified_page(request: Request, store: Store, text: str) -> Response:
    """Return the verification of a quotation by itself, or of all those in a text."""
    if _is_one(store, text):
        query = urlencode({"q": text})
        if len(query) <= _IN_ADDRESS:
            return RedirectResponse(f"/verify?{query}", 303)
        return render(request, "verify/page.html", verify_page(store, text))
    verified = verified_text(store, text)
    query = urlencode({"q": text}) if len(text) <= _IN_ADDRESS else ""
    shown = TextPage(verified, tuple(_pieces(verified)), query)
    return render(request, "verify/text.html", shown)


def _is_one(store: Store, text: str) -> bool:
    """Whether a text is one quotation: it quotes nothing, or stands somewhere as it is."""
    quoted = [
        one
        for one in quotations_in(text).quotations
        if one.kind is not QuotationKind.SCARE
    ]
    whole = text.strip()
    if not quoted or any(
        text[one.opens : one.closes].strip() == whole for one in quoted
    ):
        return True
    return len(whole) <= LONGEST_TEXT and verify_page(store, whole).status in {
        Wording.EXACT,
        Wording.TYPOGRAPHIC,
        Wording.ABRIDGED,
    }


def _pieces(verified: VerifiedText) -> list[tuple[str, int]]:
    """Return the text in pieces: what is quoted, and what stands around it."""
    pieces, at = [], 0
    for number, one in enumerate(verified.judged, 1):
        pieces += [
            (verified.text[at : one.start], 0),
            (verified.text[one.start : one.end], number),
        ]
        at = one.end
    return [*pieces, (verified.text[at:], 0)]


def _download(
    ending: str, media_type: str, encode: Callable[[Document], bytes]
) -> Answer:
    """Return the function that writes the report on a text as a file."""

    def answer(store: Store, text: str) -> Response:
        content = encode(report(store, verified_text(store, text)))
        name = f'attachment; filename="quotations.{ending}"'
        return Response(
            content,
            media_type=f"{media_type}; charset=utf-8",
            headers={"Content-Disposition": name},
        )

    return answer
