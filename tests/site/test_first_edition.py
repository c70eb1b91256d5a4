"""Every address of the first edition leads on, or says what was withdrawn.

``first_edition.json`` has the slugs of its claims, each with the ids of its quotes, and
the source of each quote.
"""

import json
from pathlib import Path

import pytest

from tests.soak import one_in

FIRST = json.loads(Path(__file__).with_name("first_edition.json").read_text("utf-8"))
PATHS = [f"/claims/{slug}" for slug in FIRST["claims"]]
PATHS += [f"/quotes/{quote}" for quote in FIRST["quotes"]]


def test_the_first_edition_had_so_many_claims_and_quotes():
    assert (len(FIRST["claims"]), len(FIRST["quotes"])) == (130, 213)


@pytest.fixture(scope="module")
def status(real):
    """Give the status of an address, which is asked for once."""
    known: dict[str, int] = {}

    def status(path):
        if path not in known:
            known[path] = real.get(path).status_code
        return known[path]

    return status


def fate(answer, status):
    """Tell what became of an address by the answer for its data; empty if it is well."""
    match answer.status_code:
        case 200:
            return ""
        case 301:
            to = [answer.headers["location"]]
        case 300:
            to = answer.json()["choices"]
        case 410 if "It said: " in answer.json()["detail"]:
            return ""
        case other:
            return f"{other}"
    lost = [path for path in to if status(path) != 200]
    return f"leads to {lost}" if lost else ""


def test_every_page_leads_on_or_says_what_was_withdrawn(real, status):
    fates = {path: fate(real.get(f"{path}.json"), status) for path in PATHS}

    assert {path: told for path, told in fates.items() if told} == {}


def test_every_page_answers_a_browser_as_it_does_a_program(real):
    for path in one_in(10, PATHS):
        page, data = real.get(path), real.get(f"{path}.json")

        assert page.status_code == data.status_code, path
        assert page.headers.get("content-type", "text/html").startswith("text/html")


def test_every_place_in_an_article_is_there(visit_real):
    for source in set(FIRST["quotes"].values()):
        page = visit_real(f"/sources/{source}")
        there = {str(tag["id"]) for tag in page.select("[id^=q-]")}
        old = {f"q-{quote}" for quote, of in FIRST["quotes"].items() if of == source}

        assert sorted(old - there) == []


def test_whoever_follows_a_quote_arrives_or_is_told_that_it_was_withdrawn(real):
    lost = []
    under = [(it, quote) for it, quotes in FIRST["claims"].items() for quote in quotes]
    for claim, quote in one_in(5, under):
        address = f"/sources/{FIRST['quotes'][quote]}.json"
        page = real.get(f"{address}?claim={claim}&quote={quote}").json()
        if page["arrival"] is None and page["gone"] is None:
            lost.append((claim, quote))

    assert lost == []


def test_whatever_was_kept_is_shown_or_said_to_be_withdrawn(real):
    kept = [*FIRST["claims"], *FIRST["quotes"]]
    for start in range(0, len(kept), 50):
        part = kept[start : start + 50]
        page = real.get("/reading-list.json", params={"keep": ",".join(part)}).json()
        shown = {one for it in page["items"] for one in (it["id"], *it["former"])}
        said = {it["id"] for it in page["lost"] if it["said"] and it["reason"]}

        assert [one for one in part if one not in shown | said] == []
        assert page["left_out"] == 0
