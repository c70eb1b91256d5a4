"""An AI assistant over MCP: it finds an argument, reads its passage, verifies a quote."""

import asyncio
import os
import shlex
import subprocess
import sys
import threading
import tomllib

import httpx2
import pytest
from mcp import Client, StdioServerParameters

from app.mcp_server import server
from app.paths import ROOT
from app.store.store_file import StoreFile
from app.web.store_threads import PAGES, THREADS, StoreThreads
from tests.conftest import answering, awaited

TOOLS = {
    "read_debate", "search", "read_claim", "read_clash", "read_passage",
    "verify_quotation", "verify_text",
}  # fmt: skip


@pytest.fixture
def command(store, world):
    """Give how an assistant starts the command, with the small world."""
    return StdioServerParameters(
        command=sys.executable,
        args=[
            *("-m", "app", "mcp"),
            *("--seeds", str(world), "--database", str(store.path)),
        ],
        cwd=ROOT,
        env=dict(os.environ),  # as it is: else nothing says that it is measured
    )


@pytest.fixture
def threads(store):
    """Give threads that read the store of the small world."""
    threads = StoreThreads(StoreFile(store.path, threads=THREADS))
    yield threads
    threads.close()


@pytest.fixture
def tools_of(threads):
    """Give the tools themselves, without the process that serves them."""
    return server(threads)


def asked(tools, *calls):
    """Ask a server for its tools and for some calls, one after the other."""

    async def session():
        async with Client(tools, read_timeout_seconds=60) as client:
            listed = (await client.list_tools()).tools
            return listed, [await client.call_tool(*call) for call in calls]

    return awaited(session())


def test_an_assistant_finds_an_argument_reads_its_passage_and_verifies_a_quote(command):
    async def session():
        async with Client(command, read_timeout_seconds=60) as client:
            hits = await client.call_tool("search", {"words": "old tom swears the sea"})
            quote = next(
                hit
                for hit in hits.structured_content["data"]["found"]
                if hit["kind"] == "quotes" and hit["stance"] == "against"
            )
            claim = await client.call_tool("read_claim", {"claim": quote["claim"]})
            line = claim.structured_content["data"]["quotes"][0]["line"]
            passage = await client.call_tool(
                "read_passage",
                {"source": line["source"]["id"], "passage": line["passage"]},
            )
            verified = await client.call_tool(
                "verify_quotation", {"words": line["exact"]}
            )
            return [one.structured_content for one in (claim, passage, verified)], line

    (claim, passage, verified), line = awaited(session())

    assert claim["address"] == "/claims/only-the-boats-move"
    assert passage["address"] == "/sources/pilot-2025#p2"
    assert line["exact"] in passage["data"]["text"]
    assert "Old Tom" in [q["speaker"] for q in passage["data"]["quotes"]]
    assert verified["data"]["status"] == "exact"
    assert verified["data"]["places"][0]["source"]["id"] == "pilot-2025"
    assert verified["release"]["date"]


def test_an_assistant_reads_the_debate_then_a_clash_then_a_claim_of_it(tools_of):
    _, (debate, clash, claim) = asked(
        tools_of,
        ("read_debate", {}),
        ("read_clash", {"clash": "does-the-sea-move"}),
        ("read_claim", {"claim": "only-the-boats-move"}),
    )

    told = debate.structured_content
    assert told["address"] == "/"
    data = told["data"]
    assert data["question"] == "Is there a tide in the harbour?"
    assert [(side["says"], side["claims"]) for side in data["sides"]] == [
        ("There is one.", 4),
        ("There is none.", 7),
    ]
    assert [
        [leading["claim"]["text"] for leading in side["case"]] for side in data["sides"]
    ] == [
        [
            "The water in the harbour rises and falls.",
            "Skippers plan their days by a printed table of the tide.",
        ],
        [
            "The harbour may be no more than a pond behind a gate.",
            "That a table is printed and read does not prove what it says.",
        ],
    ]
    assert [(one["id"], one["question"]) for one in data["clashes"]] == [
        ("does-the-sea-move", "Does the sea move?"),
        ("is-the-habit-of-skippers-proof", "Is the habit of skippers proof?"),
    ]
    assert data["clashes"][0]["turns_on"].startswith("Whether what the gauges count")
    assert (data["claims"], data["quotes"], data["relations"]) == (11, 17, 6)
    assert data["sides"][0]["case"][0]["because"].startswith("What rises and falls")
    themes = [line["theme"]["id"] for line in data["themes"]]
    assert themes == ["water", "boats", "town"]
    assert len(data["sources"]) == 3

    assert clash.structured_content["address"] == "/clashes/does-the-sea-move"
    data = clash.structured_content["data"]
    words = [
        (one["claim"]["id"], one["quote"]["exact"].split()[0])
        for row in data["rows"]
        for one in (row["first"], *(facing["block"] for facing in row["facing"]))
    ]
    assert sorted(words) == [
        ("only-the-boats-move", "Old"),
        ("the-harbour-is-a-pond", "It"),
        ("the-rise-comes-twice-a-day", "the"),
        ("the-water-rises", "At"),
    ]
    assert [
        (one["source"]["id"], one["kind"], one["mutual"], one["target"]["id"])
        for one in data["relations"]
    ] == [
        ("the-rise-comes-twice-a-day", "rebuts", True, "only-the-boats-move"),
        ("the-harbour-is-a-pond", "rebuts", False, "the-water-rises"),
    ]

    data = claim.structured_content["data"]
    (answer,) = data["answered_by"]
    assert (answer["claim"]["id"], answer["kind"]) == (
        "the-rise-comes-twice-a-day",
        "rebuts",
    )
    assert answer["mutual"] is True
    assert [one["id"] for one in data["clashes"]] == ["does-the-sea-move"]


def test_what_an_assistant_reads_is_read_beside_the_event_loop(tools_of, threads):
    go_on = threading.Event()

    async def session():
        async with Client(tools_of, read_timeout_seconds=60) as client:
            busy = [
                asyncio.create_task(threads.make(lambda _: go_on.wait(20), long=False))
                for _ in range(PAGES)
            ]
            read = asyncio.create_task(client.call_tool("read_debate", {}))
            await client.list_tools()
            before = not read.done()
            go_on.set()
            return before, await read, await asyncio.gather(*busy)

    before, read, busy = awaited(session())

    assert before
    assert all(busy)
    assert "harbour" in read.structured_content["data"]["question"]


def test_a_claim_says_why_it_matters_and_how_firmly_each_quote_puts_it(tools_of):
    tools, (claim, found, passage) = asked(
        tools_of,
        ("read_claim", {"claim": "the-harbour-is-a-pond"}),
        ("search", {"words": "gauges"}),
        ("read_passage", {"source": "harbour-board-2024", "passage": 1}),
    )

    data = claim.structured_content["data"]
    assert data["because"] == "In a pond no water comes and goes."
    said = {tool.name: " ".join(tool.description.split()) for tool in tools}
    for tool in ("read_claim", "read_clash"):
        assert "the editors' comment" in said[tool]
        assert "not a quote" in said[tool]
    assert {one["line"]["modality"] for one in data["quotes"]} == {"possible", "likely"}
    first = found.structured_content["data"]["found"][0]
    assert (first["kind"], first["id"]) == ("clashes", "does-the-sea-move")
    speakers = [one["speaker"] for one in passage.structured_content["data"]["quotes"]]
    assert speakers == ["Harbour Board"]


def test_the_tools_are_said_in_words_and_only_read(tools_of):
    tools, _ = asked(tools_of)

    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    for tool in tools:
        for parameter in tool.input_schema.get("properties", {}).values():
            assert parameter["description"]


def test_an_assistant_is_given_whole_addresses_where_the_site_knows_its_own(command):
    command.args += ["--site", "https://example.org/"]

    _, (claim, passage) = asked(
        command,
        ("read_claim", {"claim": "only-the-boats-move"}),
        ("read_passage", {"source": "pilot-2025", "passage": 2}),
    )

    told = claim.structured_content
    assert told["address"] == "https://example.org/claims/only-the-boats-move"
    for citation in told["data"]["citations"]:
        assert f" {told['address']}" in citation["text"]
    quotes = passage.structured_content["data"]["quotes"]
    addresses = [q["address"] for q in quotes] + [
        c for q in quotes for c in q["claims"]
    ]
    assert addresses
    assert all(one.startswith("https://example.org/") for one in addresses)


def test_a_misquotation_is_told_and_what_is_not_there_is_an_error(tools_of):
    _, (changed, no_claim, no_clash, no_passage, renamed, split, withdrawn) = asked(
        tools_of,
        ("verify_quotation", {"words": "and every gauge denies. Old Tom of the ferry"}),
        ("read_claim", {"claim": "no-such-claim"}),
        ("read_clash", {"clash": "no-such-clash"}),
        ("read_passage", {"source": "pilot-2025", "passage": 99}),
        ("read_claim", {"claim": "the-water-moves"}),
        ("read_claim", {"claim": "skippers-know-and-expect-the-tide"}),
        ("read_claim", {"claim": "the-moon-is-cheese"}),
    )

    assert changed.structured_content["data"]["status"] == "differs"
    told = [
        (one.is_error, one.content[0].text)
        for one in (no_claim, no_clash, no_passage, renamed, split, withdrawn)
    ]
    assert all(error for error, _ in told)
    assert "no claim is called “no-such-claim”" in told[0][1]
    assert "no clash is called “no-such-clash”" in told[1][1]
    assert "has passages 1 to 3" in told[2][1]
    assert "it is 'the-water-rises' now" in told[3][1]
    assert "split" in told[4][1]
    assert "'skippers-read-the-table' and 'the-tide-comes-back'" in told[4][1]
    assert "No source says so." in told[5][1]


def test_the_site_answers_assistants_where_that_is_switched_on(store):
    with answering(store.path, site="/debate", mcp=True) as host:
        tools, (found,) = asked(
            f"{host}/debate/mcp", ("verify_quotation", {"words": "every gauge agrees"})
        )

    assert {tool.name for tool in tools} == TOOLS
    assert found.structured_content["data"]["status"] == "exact"
    assert found.structured_content["address"] == "/debate/verify?q=every+gauge+agrees"


def test_a_search_is_short_and_goes_on_where_it_ended(real_store):
    with answering(real_store.path, mcp=True) as address:
        _, (first, second, narrow, whole) = asked(
            f"{address}/mcp",
            ("search", {"words": "China"}),
            ("search", {"words": "China", "cursor": "12"}),
            ("search", {"words": "China", "kind": "claims", "limit": 50}),
            ("search", {"words": "Tingzhou", "limit": 1}),
        )

    one, two = (it.structured_content["data"] for it in (first, second))
    assert len(one["found"]) == 12
    assert (one["next"], two["next"]) == ("12", "24")
    assert not {str(hit) for hit in one["found"]} & {str(hit) for hit in two["found"]}
    # It had 79,000 characters.
    assert len(first.content[0].text) < 8_000
    claims = narrow.structured_content["data"]
    assert {hit["kind"] for hit in claims["found"]} == {"claims"}
    assert len(claims["found"]) == 50
    only = whole.structured_content["data"]
    assert (len(only["found"]), only["next"]) == (1, None)


def test_what_a_search_cannot_be_held_to_is_an_error(tools_of):
    _, answers = asked(
        tools_of,
        ("search", {"words": "water", "theme": "no-such"}),
        ("search", {"words": "water", "stance": "both"}),
        ("search", {"words": "water", "kind": "things"}),
        ("search", {"words": "water", "author": "Ann Pilot"}),
        ("search", {"words": "water", "cursor": "x"}),
        ("search", {"words": "water", "limit": 0}),
    )

    assert [one.is_error for one in answers] == [True] * 6
    assert "Theme: there is no such value" in answers[0].content[0].text
    assert "author" in answers[3].content[0].text


def test_a_page_of_another_site_may_ask_the_tools(store):
    with answering(store.path, mcp=True) as address:
        answer = httpx2.options(
            f"{address}/mcp", headers={"Origin": "https://elsewhere.example"}
        )

    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "Mcp-Protocol-Version" in answer.headers["access-control-allow-headers"]


def test_the_site_has_no_such_address_where_it_is_not(client):
    assert client.post("/mcp", json={}).status_code == 404


@pytest.mark.parametrize("served", [["mcp"], ["serve", "--port", "0"]])
def test_without_the_extra_the_command_says_what_to_install(served, store, world):
    # None in sys.modules is how Python is told that a module is not there.
    program = (
        "import sys, importlib.util as u; there = u.find_spec; "
        "u.find_spec = lambda n, *p: None if n == 'mcp' else there(n, *p); "
        "from app.cli import main; main()"
    )
    ran = subprocess.run(
        [
            *(sys.executable, "-c", program, *served),
            *("--seeds", str(world), "--database", str(store.path)),
        ],
        cwd=ROOT,
        env=os.environ | {"COUNTERPOINT_MCP": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ran.returncode == 2
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [sys.executable, "-m", "pip", "install"]
    wanted += project["optional-dependencies"]["mcp"]
    assert ran.stderr.endswith(f"; install it with: {shlex.join(wanted)}\n")
    assert ran.stdout == ""


def test_an_assistant_verifies_the_whole_of_its_answer(tools_of):
    _, (found,) = asked(
        tools_of,
        (
            "verify_text",
            {"text": "Ann Pilot says “the sea never moves” and “a b c d”."},
        ),
    )

    data = found.structured_content["data"]
    assert [(one["status"], one["fault"]) for one in data["quotations"]] == [
        ("exact", False),
        ("nowhere", True),
    ]
    assert data["quotations"][0]["attribution"] == "via-author"
