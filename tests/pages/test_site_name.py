"""The name of the site: that of the debate, wherever a reader or a program meets it."""

from app.exports import registry
from app.store.build import build_store
from app.web.routes import PAGES

SITE = "https://example.org"


def test_a_site_has_the_name_that_its_debate_gives_it(change, seeds, serve, tmp_path):
    change("debate.toml", "date =", 'site_name = "The tide & we"\ndate =')
    build_store(seeds, tmp_path / "named.sqlite")
    client = serve(tmp_path / "named.sqlite", site=SITE)
    listed = "?keep=the-water-rises,acf66889acc3"

    texts = {
        path: client.get(path).text
        for path in (
            *(page.path for page in PAGES if "{" not in page.path),
            *(f"/exports/{name}" for name in registry.BY_NAME if "sqlite" not in name),
            *("/claims/the-water-rises", "/quotes/acf66889acc3", "/sources/pilot-2025"),
            *("/no-such-page", "/feed.xml", "/opensearch.xml", "/llms.txt"),
            *("/openapi.json", f"/reading-list{listed}", f"/reading-list.html{listed}"),
        )
    }

    # Its program keeps its own.
    licence = "“The Counterpoint authors”"
    texts["/about"] = texts["/about"].replace(licence, "")
    assert [path for path, text in texts.items() if "Counterpoint" in text] == []
    head = texts["/claims/the-water-rises"]
    assert 'aria-label="The tide &amp; we, front page"' in head
    assert "· The tide &amp; we</title>" in head
    assert "The tide &amp; we. (2025, March 1)." in head
    assert "<ShortName>The tide &amp; we</ShortName>" in texts["/opensearch.xml"]
    assert texts["/llms.txt"].startswith("# The tide & we\n")
