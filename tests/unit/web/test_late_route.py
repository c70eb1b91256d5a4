"""Routes that are read when they are first asked for."""

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.exceptions import FastAPIError
from starlette.testclient import TestClient

from app.web.late_route import LateRoute


class Unreadable:
    """What FastAPI can make of no request."""


@pytest.fixture
def router():
    return APIRouter(route_class=LateRoute)


def asking(router):
    return TestClient(FastAPI(routes=router.routes))


def test_parameters_are_those_that_fastapi_reads(router):
    async def twice(number: int, more: int = 0) -> int:
        return 2 * number + more

    router.add_api_route("/twice/{number}", twice, methods=["GET", "HEAD"])
    client = asking(router)

    assert client.get("/twice/4?more=1").json() == 9
    assert client.head("/twice/4").status_code == 200
    assert client.get("/twice/four").status_code == 422
    assert client.post("/twice/4").status_code == 405


def test_what_a_route_limits_holds(router):
    async def text(words: dict[str, int]) -> int:
        return len(words)

    router.add_api_route("/text", text, methods=["POST"], max_body_size=3)
    client = asking(router)

    assert client.post("/text", json={}).json() == 0
    assert client.post("/text", json={"a": 1}).status_code == 413


def test_nothing_is_read_before_the_first_request(router):
    async def page(asked: Unreadable) -> None:
        """Never get here."""

    router.add_api_route("/", page, methods=["GET"])
    client = asking(router)

    with pytest.raises(FastAPIError, match="Unreadable"):
        client.get("/")
