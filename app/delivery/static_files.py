"""The routes of the static files, which a browser may keep for good."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from app.domain.errors import NotFound
from app.web.late_route import LateRoute
from app.web.routes import READ

router = APIRouter(route_class=LateRoute, include_in_schema=False)


@router.api_route("/static/{address:path}", methods=READ)
async def static_file(request: Request, address: str) -> Response:
    """Return a static file; its address has a hash of the content, so it never changes."""
    asset = request.app.state.assets.at(address)
    if asset is None:
        raise NotFound(f"no static file is called {address!r}")
    return Response(
        asset.content,
        media_type=asset.media_type,
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


# Where browsers and phones look for icons without being told.
_ICONS = {
    "/favicon.ico": "img/favicon.svg",
    "/apple-touch-icon.png": "img/touch-icon.png",
    "/apple-touch-icon-precomposed.png": "img/touch-icon.png",
}


@router.api_route("/favicon.ico", methods=READ)
@router.api_route("/apple-touch-icon.png", methods=READ)
@router.api_route("/apple-touch-icon-precomposed.png", methods=READ)
async def icon(request: Request) -> Response:
    """Redirect whoever asks for the traditional address of an icon."""
    asset = _ICONS[request.url.path]
    return RedirectResponse(request.app.state.assets.address(asset), 302)
