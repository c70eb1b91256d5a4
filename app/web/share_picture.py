"""The picture that stands beside a shared link, as a response."""

from fastapi.responses import Response

from app.graphics.paint_png import png_of
from app.graphics.share_card import Card

PNG = "image/png"


def png_response(card: Card) -> Response:
    """Return a card as PNG."""
    return Response(png_of(card), media_type=PNG)
