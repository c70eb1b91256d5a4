"""What /openapi.json and /docs say of the API is what the server really does."""

import json
import re
import subprocess
import sys

import pytest

from tests.conftest import answering
from tests.reading import words


@pytest.fixture
def address(store):
    """Serve the small world as it is served, on a free port; give its address."""
    with answering(store.path) as address:
        yield address


@pytest.fixture(scope="module")
def described(client):
    """Give what the API says of itself."""
    return client.get("/openapi.json").json()


@pytest.mark.parametrize(
    ("phases", "examples"),
    [
        pytest.param("examples,fuzzing", 3, id="a few"),
        pytest.param(
            "examples,coverage,fuzzing,stateful", 12, marks=pytest.mark.soak, id="all"
        ),
    ],
)
def test_schemathesis_finds_no_answer_that_is_not_described(
    address, tmp_path, phases, examples
):
    # That a slug which was once given is answered with 301 or 410 refuses no valid data.
    settings = tmp_path / "schemathesis.toml"
    settings.write_text(
        'checks.positive_data_acceptance.expected-statuses = ["2xx", "3xx", "404", "410"]\n'
    )
    # With all checks; the same requests each time, so many an address in each phase.
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli"),
            *("--config-file", str(settings), "run"),
            f"{address}/openapi.json",
            *("--checks", "all", "--phases", phases),
            *("--max-examples", str(examples), "--seed", "1"),
            *("--no-color", "--warnings", "off"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
    assert "No issues found" in ran.stdout


def test_every_error_is_a_problem_and_only_those_that_occur_are_described(described):
    errors = {
        path: set(methods["get"]["responses"]) - {"200"}
        for path, methods in described["paths"].items()
    }
    posted = set(described["paths"]["/verify.json"]["post"]["responses"]) - {"200"}

    # What may be unknown may be a former slug or id as well.
    unknown = {"300", "301", "404", "410"}
    assert errors["/claims/{slug}.json"] == unknown
    assert errors["/sources/{slug}.json"] == {*unknown, "422"}
    assert errors["/quotes/{quote}.json"] == errors["/clashes/{slug}.json"] == unknown
    assert errors["/quotes.json"] == errors["/claims.json"] == {*unknown, "303", "422"}
    assert errors["/themes/{slug}.json"] == {*unknown, "303", "422"}
    assert errors["/compare.json"] == errors["/matrix.json"] == {*unknown, "422"}
    assert errors["/map.json"] == {*unknown, "422"}
    # An unknown cursor.
    assert errors["/timeline.json"] == errors["/gaps.json"] == {"404", "422"}
    assert errors["/exports.json"] == errors["/exports/claims.csv"] == set()
    assert errors["/claims/{slug}.csl.json"] == errors["/claims/{slug}.json"]
    assert errors["/sources/{slug}.bib"] == unknown
    assert errors["/reading-list.json"] == errors["/reading-list.docx"] == {"422"}
    assert errors["/about.json"] == set()
    assert errors["/verify.json"] == {"503"}
    assert posted == {"413", "422", "503"}
    for operation in (
        one for methods in described["paths"].values() for one in methods.values()
    ):
        for status, answer in operation["responses"].items():
            if status[0] in "45":
                assert list(answer["content"]) == ["application/problem+json"]


def test_every_example_in_the_description_leads_somewhere(described, client):
    seen = 0
    for methods in described["paths"].values():
        for media in methods["get"]["responses"]["200"].get("content", {}).values():
            for example in media.get("examples", {}).values():
                assert client.get(example["externalValue"]).status_code == 200
                seen += 1

    assert seen >= 39


def test_every_parameter_is_said_in_words_and_every_address_has_its_own_id(described):
    gets = [methods["get"] for methods in described["paths"].values()]

    assert all(one["description"] for get in gets for one in get.get("parameters", ()))
    assert len({get["operationId"] for get in gets}) == len(gets)


def test_the_description_is_of_the_store_as_it_is(client, real_client):
    told = client.get("/openapi.json").text, real_client.get("/openapi.json").text

    assert "the-water-rises" in told[0]
    assert "the-water-rises" not in told[1]


# --- the page ------------------------------------------------------------------------


def test_the_page_describes_every_address_by_page_pages_before_files(visit, described):
    page = visit("/docs")

    by_page = {
        words(section.h2): [words(tag) for tag in section.select("summary h3")]
        for section in page.select("main section:has(summary)")
    }
    contents = [words(link) for link in page.select(".site-footer-contents a")]
    paths = [path for paths in by_page.values() for path in paths]
    assert sorted(paths) == sorted(described["paths"])
    assert list(by_page) == [title for title in contents if title in by_page]
    assert by_page["Front page"] == ["/index.json", "/card.png"]
    assert by_page["Claims"][:3] == [
        "/claims.json",
        "/claims/{slug}.json",
        "/claims.csv",
    ]
    assert by_page["Downloads"][0] == "/exports.json"
    assert len(page.select(".docs-example a")) == len(paths)
    assert page.select('footer a[href="/openapi.json"]')


def test_the_page_says_what_an_address_takes_and_answers(visit):
    page = visit("/docs").select_one("#claims_slug_json")

    told = words(page)
    assert "Return one claim with its quotes and the claims that bear on it." in told
    assert "301 Renamed" in told
    assert "410 Withdrawn" in told
    assert "application/problem+json" in told
    assert "answered_by Claims of the other side that answer it" in told


def test_the_page_weighs_little_and_needs_no_script(real_client):
    answer = real_client.get("/docs", headers={"Accept-Encoding": "br"})

    assert int(answer.headers["content-length"]) <= 14_000
    assert re.findall(r"<script(?! src=)", answer.text) == []


# --- reading from elsewhere, and in parts --------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/claims.json",
        "/claims/no-such.json",
        "/sources/pilot-2025.bib",
        "/exports/arguments.json",
    ],
)
def test_data_may_be_read_by_the_pages_of_other_sites(client, path):
    assert client.get(path).headers["access-control-allow-origin"] == "*"
    asked = client.options(
        path,
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )
    assert asked.status_code == 204
    assert asked.headers["allow"] == "GET, HEAD, OPTIONS"
    assert asked.headers["access-control-allow-origin"] == "*"
    assert asked.headers["access-control-allow-methods"] == "GET, HEAD"


def test_pages_are_not_read_by_other_sites(client):
    assert "access-control-allow-origin" not in client.get("/claims").headers


@pytest.mark.parametrize("path", ["/", "/verify", "/docs", "/openapi.json"])
def test_options_are_answered_and_head_is_get_without_a_body(client, path):
    options, head, get = client.options(path), client.head(path), client.get(path)

    assert (options.status_code, options.content) == (204, b"")
    posted = ", POST" if path == "/verify" else ""
    assert options.headers["allow"] == f"GET, HEAD, OPTIONS{posted}"
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]


def test_what_is_not_there_has_no_options(client):
    assert client.options("/nowhere").status_code == 404


def walked(client, address, records):
    """Read a list in parts, from link to link; give its ids, part by part."""
    parts = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200
        parts.append(records(answer.json()))
        link = answer.headers.get("link")
        assert (link is None) == (answer.json()["cursor"] is None)
        address = link.removeprefix("<").removesuffix('>; rel="next"') if link else ""
    return parts


def claims_in(told):
    return [
        claim["id"]
        for theme in told["themes"]
        for side in ("claims_for", "claims_against")
        for claim in theme[side]
    ]


def quotes_in(told):
    return [q["line"]["id"] for source in told["sources"] for q in source["quotes"]]


@pytest.mark.parametrize(
    ("path", "records"),
    [("/claims.json", claims_in), ("/quotes.json", quotes_in)],
    ids=["claims", "quotes"],
)
def test_a_list_read_in_parts_is_the_list(real, path, records):
    whole = records(real.get(path).json())

    parts = walked(real, f"{path}?limit=50", records)

    assert [one for part in parts for one in part] == whole
    assert {len(part) for part in parts[:-1]} == {50}
    assert real.get(path).json()["cursor"] is None


@pytest.mark.parametrize(
    ("path", "records"),
    [
        ("/claims.json?stance=for", claims_in),
        ("/claims.json?voice=authors&as_of=2022-12-31", claims_in),
        ("/quotes.json?stance=for", quotes_in),
        ("/quotes.json?source=datta-2025&voice=authors", quotes_in),
    ],
)
def test_a_part_of_what_was_asked_for_stays_with_it(real, path, records):
    told = real.get(path).json()
    whole = records(told)

    parts = walked(real, f"{path}&limit=7", records)

    assert [one for part in parts for one in part] == whole
    assert len(parts) == -(-len(whole) // 7) > 1
    part = real.get(f"{path}&limit=7").json()
    assert {**part, "themes": 0, "sources": 0, "cursor": 0} == {
        **told,
        "themes": 0,
        "sources": 0,
        "cursor": 0,
    }


def test_an_untidy_address_of_a_part_leads_to_the_same_part_by_a_tidy_one(real):
    answer = real.get("/claims.json?theme=&stance=for&limit=3&cursor=")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/claims.json?stance=for&limit=3"


@pytest.mark.parametrize(
    ("query", "status"),
    [("limit=0", 422), ("limit=x", 422), ("limit=501", 422), ("cursor=none", 404)],
)
def test_a_part_that_is_none_is_refused_with_a_word(client, query, status):
    answer = client.get(f"/claims.json?{query}")

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.content)["detail"]


def test_what_is_described_is_called_by_its_own_name(described):
    # FastAPI names two things of one name by their modules.
    assert [name for name in described["components"]["schemas"] if "__" in name] == []
