"""A bare ASGI app that returns the bytes of another server's answers.

It does nothing else, so no app behind the same web server answers faster.
"""

import http.client
import socket
from contextlib import closing
from typing import Annotated

import typer
from starlette.types import Message, Receive, Scope, Send

from app.delivery import server


def serve_bare(
    other: Annotated[int, typer.Argument(help="The port of the other server.")],
    addresses: Annotated[list[str], typer.Argument(help="What to answer.")],
    port: Annotated[int, typer.Option(help="Port to listen on.")],
) -> None:
    """Answer each of the addresses as the other server does."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", port))
    answers = {tuple(one.partition("?")[::2]): _answer(other, one) for one in addresses}

    async def bare(scope: Scope, _: Receive, send: Send) -> None:
        start, body = answers[scope["path"], scope["query_string"].decode()]
        await send(start)
        await send(body)

    listening.listen(2048)
    server.run(lambda: bare, listening, 1)


def _answer(port: int, address: str) -> tuple[Message, Message]:
    """Return what the server at a port answers, as ASGI messages."""
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as asking:
        asked = {"Host": "127.0.0.1", "Accept-Encoding": "br"}
        asking.request("GET", address, headers=asked)
        answer = asking.getresponse()
        body = answer.read()
    headers = [
        (name.encode(), value.encode())
        for name, value in answer.getheaders()
        if name != "date"  # which the web server adds
    ]
    start = {
        "type": "http.response.start",
        "status": answer.status,
        "headers": headers,
    }
    return start, {"type": "http.response.body", "body": body}


if __name__ == "__main__":
    typer.run(serve_bare)
