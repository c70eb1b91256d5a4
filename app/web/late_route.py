"""Routes that FastAPI reads when they are first asked for, not when the program starts."""

from collections.abc import Callable, Collection
from functools import cached_property
from typing import Any

from fastapi.routing import APIRoute
from starlette.routing import Route
from starlette.types import Receive, Scope, Send


class LateRoute(APIRoute):
    """A route whose parameters are read with its first request: those of all take long."""

    def __init__(
        self,
        path: str,
        endpoint: Callable[..., Any],
        *,
        methods: Collection[str],
        name: str | None = None,
        **more: Any,
    ) -> None:
        """Take what FastAPI's own route takes."""
        Route.__init__(self, path, endpoint, methods=methods, name=name)
        self.methods = {*methods}  # HEAD only where it is named
        self._described = {"methods": methods, "name": name, **more}

    @cached_property
    def _read(self) -> APIRoute:
        return APIRoute(self.path, self.endpoint, **self._described)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request as FastAPI's own route does."""
        await self._read.handle(scope, receive, send)
