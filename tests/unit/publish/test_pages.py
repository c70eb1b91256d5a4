"""What pages say and leave out where no server answers for them."""

import pytest

from app.delivery.app import application
from tests.client import Client
from tests.conftest import close


@pytest.fixture
def page(store):
    """Give a function that renders a page as it is published without an address."""
    app = application(store.path, published="default-src 'none'")
    with Client(app) as client:
        yield lambda path: client.get(path).text
    close(app)


def test_a_page_that_knows_no_address_names_none_and_asks_no_server(page):
    text = page("/claims/the-water-rises") + page("/claims?theme=water")

    for absent in (
        "canonical", "og:url", "og:image", "ld+json", "atom+xml", "opensearch",
        "crossorigin", "keep-form", "Apply", "<select", '?theme=water" title',
    ):  # fmt: skip
        assert absent not in text, absent
    about = page("/about")
    for absent in ("verify", "reading-list"):
        assert f'href="/{absent}"' not in about, absent
    assert text.count("""http-equiv="Content-Security-Policy" content="default-""") == 2
    assert '<a href="?theme=water#shown" aria-current="true">Water</a>' in text
    assert "This copy does not know its own address" in text
    assert "The whole list (CSV)" in text
