"""The scripts of a site beneath a path of its host: the addresses that they build."""

import pytest
from playwright.sync_api import expect

from tests.conftest import answering

ROOT = "/debate"
SELECT = "(passage) => getSelection().selectAllChildren(passage)"


@pytest.fixture(scope="module")
def host(store):
    """Serve the small world beneath a path; give the address of the host."""
    with answering(store.path, site=ROOT) as address:
        yield address


def test_scripts_put_the_path_before_every_address_that_they_build(reader, host):
    page = reader(site=host)
    # The site answers without the path, too; a proxy before it would not.
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{ROOT}/claims/the-water-rises")
    cited = page.locator(".citation-text").first.inner_text()
    assert f"{host}{ROOT}/claims/the-water-rises" in cited
    page.locator("a.to-source").first.hover()
    expect(page.locator("#preview mark")).to_be_visible()

    page.goto(f"{ROOT}/claims")
    page.locator(".keep-mark").first.click()
    page.locator(".site-header-kept").click()
    page.wait_for_url(f"{host}{ROOT}/reading-list?keep=*")
    # A site at another path of this host has a list of its own.
    assert page.evaluate("Object.keys(localStorage)") == [f"reading-list{ROOT}"]

    page.goto(f"{ROOT}/sources/pilot-2025")
    page.locator(".passage-text").first.evaluate(SELECT)
    page.locator(".source-words-bar a", has_text="Verify").click()
    page.wait_for_url(f"{host}{ROOT}/verify?q=*")
    assert [one for one in asked if not one.startswith(f"{host}{ROOT}/")] == []
