"""The picture that stands beside a shared link, as a response."""

from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from app.graphics.paint_png import png_of
from app.graphics.share_card import Card

PNG = "image/png"


async def png_response(card: Card) -> Response:
    """Return a card as PNG, painted in a thread since that takes longer than a page."""
    return Response(await run_in_threadpool(png_of, card), media_type=PNG)
