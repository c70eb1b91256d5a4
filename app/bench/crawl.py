"""A visitor that follows every link, as far as it is let."""

import html
import http.client
import re
from collections import deque

import brotli

_LINK = re.compile(r'href="(/[^"#]*)')


def crawl(port: int, most: int) -> int:
    """Ask a site for all that its pages lead to, the nearest first; return how much that was.

    After so many addresses at *most* it ends.
    """
    asking = http.client.HTTPConnection("127.0.0.1", port)
    waiting, seen, asked = deque(["/"]), {"/"}, 0
    while waiting and asked < most:
        asking.request("GET", waiting.popleft(), headers={"Accept-Encoding": "br"})
        answer = asking.getresponse()
        body, asked = answer.read(), asked + 1
        if answer.getheader("content-type", "").startswith("text/html"):
            if answer.getheader("content-encoding") == "br":
                body = brotli.decompress(body)
            links = {html.unescape(one) for one in _LINK.findall(body.decode())}
            waiting.extend(sorted(links - seen))
            seen |= links
    asking.close()
    return asked
