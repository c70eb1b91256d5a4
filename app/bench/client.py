"""A client that keeps a server busy, and notes how long each answer took.

It costs each server the same, and less than any of them costs: a loop of uvloop, and
httptools to see where an answer ends.
"""

import asyncio
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import httptools
import uvloop

# What long work is answered that comes while much is waiting: ask again.
PUT_OFF = 503
# No answer takes longer, of whatever server. Our choice.
_PATIENCE = 120.0  # seconds


@dataclass(frozen=True)
class Load:
    """What a server answered."""

    times: list[list[float]]
    """Seconds that each answer took, by connection."""
    rate: float
    """Answers a second."""
    flow: float
    """Bytes a second, with their headers."""


def request(address: str) -> bytes:
    """Return a request for an address, as a browser on this machine sends it."""
    return (
        f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\n\r\n"
    ).encode()


def load(
    port: int,
    connections: Sequence[Iterator[bytes]],
    *,
    seconds: float = _PATIENCE,
    statuses: Collection[int] = (200,),
) -> Load:
    """Send the requests of each connection, each as soon as the one before is answered.

    After so many *seconds* no more are sent. Raises OSError if nobody listens, RuntimeError
    at an answer with another status.
    """
    return uvloop.run(_load(port, connections, seconds, statuses))


async def _load(
    port: int,
    connections: Sequence[Iterator[bytes]],
    seconds: float,
    statuses: Collection[int],
) -> Load:
    loop = asyncio.get_running_loop()
    begun = time.perf_counter()
    asking = []
    for requests in connections:
        client = _Client(requests, statuses)
        await loop.create_connection(lambda it=client: it, "127.0.0.1", port)  # type: ignore[misc]
        asking.append(client)
    await asyncio.wait([one.ended for one in asking], timeout=seconds)
    # What was asked already is waited for: the longest answer may be the last.
    for one in asking:
        one.enough = True
    await asyncio.wait_for(asyncio.gather(*(one.ended for one in asking)), _PATIENCE)
    took = time.perf_counter() - begun
    answered = sum(len(one.times) for one in asking)
    received = sum(one.received for one in asking)
    return Load([one.times for one in asking], answered / took, received / took)


class _Client(asyncio.Protocol):
    """One connection, kept alive."""

    def __init__(self, requests: Iterator[bytes], statuses: Collection[int]) -> None:
        self.times: list[float] = []
        self.received = 0
        self.enough = False
        self.ended = asyncio.get_running_loop().create_future()
        self._requests, self._statuses = requests, statuses
        self._parser = httptools.HttpResponseParser(self)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)
        self._ask()

    def _ask(self) -> None:
        request = None if self.enough else next(self._requests, None)
        if request is None:
            self.ended.set_result(None)
            self._transport.close()
        else:
            self._asked = time.perf_counter()
            self._request = request
            self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        self._parser.feed_data(data)

    def on_message_complete(self) -> None:
        """Note the time of a whole answer, and ask for the next one.

        Not of one that is put off: nothing was made.
        """
        status = self._parser.get_status_code()
        if status != PUT_OFF:
            self.times.append(time.perf_counter() - self._asked)
        if status in self._statuses:
            self._ask()
        else:
            asked = self._request.split()[1].decode()
            self.ended.set_exception(RuntimeError(f"{status} for {asked}"))
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_exception(error or ConnectionError("the server hung up"))
