"""The map: drawn and as a list, every number open."""

from urllib.parse import urlsplit

import pytest

from tests.reading import words


def drawn(page, which="svg"):
    """Give the addresses to which the drawings of a page lead."""
    return {a["href"] for a in page.select(f".map {which} a")}


def listed(page, where="#list"):
    """Give the addresses of the claims to which the lists of a page lead."""
    return {
        a["href"] for a in page.select(f"{where} a") if a["href"].startswith("/claims/")
    }


def counted(store, statement, *values):
    """Count by plain SQL."""
    # The names in these statements are our own.
    (row,) = store.rows(f"SELECT count(*) AS n FROM {statement}", *values)  # noqa: S608
    return row["n"]


def ids(store, table):
    return [row["id"] for row in store.rows(f"SELECT id FROM {table}")]  # noqa: S608


# --- the small world -------------------------------------------------------------------


def test_the_list_nests_narrower_claims_and_what_answers_them(visit):
    page = visit("/map?theme=water")

    sides = {
        side["id"]: [
            [
                words(claim.a),
                [words(li) for li in claim.select(":scope > .map-list-answers > li")],
                [words(inner.a) for inner in claim.select(".map-list-claim")],
            ]
            for claim in side.select(".map-list-claims > .map-list-claim")
        ]
        for side in page.select("#list-for, #list-against")
    }

    assert sides == {
        "list-for": [
            [
                "The water in the harbour rises and falls.",
                [
                    "Contradicted by: The harbour may be no more than a pond behind a gate.",
                    "Supported by: Skippers plan their days by a printed table of the tide. Theme: Boats",
                ],
                ["The water comes up two times between one dawn and the next."],
            ]
        ],
        "list-against": [
            [
                "The harbour may be no more than a pond behind a gate.",
                [],
                [
                    "According to a ferryman, boats move and the sea does not.",
                    "The sea itself is said to stand still.",
                ],
            ]
        ],
    }


def test_a_theme_is_drawn_with_the_claims_of_others_that_it_meets(visit, client):
    visit("/map?theme=water")
    (section,) = client.get("/map.json?theme=water").json()["sections"]

    away = [box["id"] for box in section["drawing"]["boxes"] if box["away"]]

    assert away == ["skippers-read-the-table", "in-east-wind-nothing-rises"]


def test_what_is_around_a_claim_is_drawn_by_who_bears_on_whom(visit, client):
    page = visit("/map?claim=the-water-rises")
    drawing = client.get("/map.json?claim=the-water-rises").json()["around"]["drawing"]

    assert words(page.h1) == "Argument map: one claim"
    assert [head["text"] for head in drawing["heads"]] == [
        "This claim",
        "Narrower",
        "Supports it",
        "Contradicts it",
    ]
    assert [box["id"] for box in drawing["boxes"] if box["centre"]] == [
        "the-water-rises"
    ]
    assert [line["kinds"] for line in drawing["lines"]] == [["supports"], ["rebuts"]]
    assert [
        (head["stance"], head["text"])
        for head in client.get("/map.json?claim=the-water-rises").json()["around"][
            "stacked"
        ]["heads"]
    ] == [
        ("for", "This claim"),
        ("against", "Contradicts it"),
        ("for", "Narrower"),
        ("for", "Supports it"),
    ]


def test_the_page_of_a_claim_explains_its_map_and_leads_to_the_larger_ones(visit):
    page = visit("/claims/the-water-rises")

    legend = words(page.select_one("#map .map-legend"))
    assert "solid from the For side, dashed from the Against side" in legend
    assert "A dotted line in the margin leads" in legend
    assert "The claim in the tinted box is this one" in legend
    unsupported = visit("/claims/the-harbour-is-a-pond").select_one("#map .map-legend")
    assert "dotted" not in words(unsupported)
    assert [a["href"] for a in page.select("#map .map-legend a")] == [
        "/about#words",
        "/map?claim=the-water-rises",
        "/map?theme=water",
    ]
    assert page.select_one("svg a[aria-current]")["href"] == "/claims/the-water-rises"


def test_what_a_claim_answers_in_another_theme_is_called_so(visit):
    page = visit("/map?theme=boats")

    (answer,) = page.select('.map-list-answers > li:has(small:-soup-contains("Water"))')
    assert words(answer.span) == "Supports in another theme:"


def test_a_drawing_names_its_sides_and_itself(visit):
    svg = visit("/map").select_one(".map svg")

    assert svg["aria-label"] == "Map of “Water”"
    assert [g["aria-label"] for g in svg.select("g[role=group]")] == ["For", "Against"]
    assert svg.select("g[aria-hidden] a") == []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        pytest.param("theme=no-such", 404, id="no such theme"),
        pytest.param("claim=no-such", 404, id="no such claim"),
        pytest.param("theme=water&claim=the-water-rises", 404, id="both"),
        pytest.param("claim=%00", 404, id="a NUL"),
        pytest.param("claim=' OR 1", 404, id="a quotation mark"),
        pytest.param("claim=the-moon-is-cheese", 410, id="a withdrawn claim"),
        pytest.param("theme=" + "x" * 10_000, 422, id="a long word"),
        pytest.param("theme=&claim=", 200, id="nothing"),
        pytest.param("theme=boats&theme=water", 200, id="twice: the last one"),
    ],
)
def test_whatever_is_asked_for_is_answered_in_the_frame(visit, client, query, status):
    visit(f"/map?{query}", status=status)

    assert client.get(f"/map.json?{query}").status_code == status


# --- the real site ---------------------------------------------------------------------


def test_the_list_and_the_drawing_of_the_whole_lead_to_all_claims(
    visit_real, real_store
):
    page = visit_real("/map")

    wanted = {f"/claims/{slug}" for slug in ids(real_store, "claim")}

    assert drawn(page) == listed(page) == wanted
    assert len(page.select(".map svg a")) == len(wanted)


def test_the_list_and_the_drawing_of_a_theme_lead_to_the_same_claims(
    visit_real, real_store
):
    for theme in ids(real_store, "theme"):
        page = visit_real(f"/map?theme={theme}")
        rows = real_store.rows(
            """SELECT id FROM claim WHERE theme = ?1
            UNION SELECT "from" FROM relation JOIN claim ON id = "to" WHERE theme = ?1
            UNION SELECT "to" FROM relation JOIN claim ON id = "from" WHERE theme = ?1""",
            theme,
        )

        assert drawn(page) == {f"/claims/{row['id']}" for row in rows}, theme
        assert listed(page) == drawn(page), theme


def test_the_map_around_a_claim_has_kinds_in_the_order_of_the_lists(
    real_client, real_store
):
    rows = real_store.rows(
        'SELECT "to" FROM answer GROUP BY 1 ORDER BY count(*) DESC LIMIT 5'
    )
    for claim in [row["to"] for row in rows]:
        around = real_client.get(f"/map.json?claim={claim}").json()["around"]
        listed: dict[str, tuple[str, str]] = {}
        for part in ("answered_by", "answers"):
            for one in around[part]:
                listed.setdefault(one["claim"]["id"], (part, one["kind"]))
        for drawing in (around["drawing"], around["stacked"]):
            drawn = [
                listed[box["id"]] for box in drawing["boxes"] if box["id"] in listed
            ]
            assert drawn == [*listed.values()], claim


def test_every_relation_within_a_theme_is_one_line_or_half_of_one(
    real_client, real_store
):
    sections = real_client.get("/map.json").json()["sections"]
    found = set()
    for section in sections:
        drawing = section["drawing"]
        slugs = {box["number"]: box["id"] for box in drawing["boxes"]}
        for line in drawing["lines"]:
            ends = slugs[line["source"]], slugs[line["target"]]
            found |= {ends} if line["stance"] else {ends, ends[::-1]}

    rows = real_store.rows(
        """SELECT "from", "to" FROM (SELECT "from", "to" FROM answer
            UNION SELECT "from", "to" FROM relation)
        JOIN claim AS one ON one.id = "from" JOIN claim AS two ON two.id = "to"
        WHERE one.theme = two.theme"""
    )

    assert found == {(row["from"], row["to"]) for row in rows}


def test_the_numbers_in_the_margin_are_those_of_the_themes_that_a_claim_meets(
    real_client, real_store
):
    rows = real_store.rows(
        """SELECT count(DISTINCT claim.id || ' ' || there.theme) AS n
        FROM claim JOIN relation ON claim.id IN ("from", "to")
        JOIN claim AS there ON there.id IN ("from", "to") AND there.theme <> claim.theme"""
    )

    told = [
        number
        for section in real_client.get("/map.json").json()["sections"]
        for stub in section["drawing"]["stubs"]
        for number in stub["text"].split()
    ]

    assert len(told) == rows[0]["n"]


def test_the_numbers_of_the_whole_are_what_the_store_counts_and_open_as_many(
    visit_real, real_store
):
    page = visit_real("/map")
    pro, contra, a_list = page.select(".heading-text a")

    for link, stance in ((pro, "for"), (contra, "against")):
        n = counted(real_store, "claim WHERE stance = ?", stance)
        opened = visit_real(link["href"])
        assert words(link).split()[0] == str(n)
        assert len(opened.select("article[data-claim]")) == n
    n = counted(real_store, "answer")
    assert a_list["href"] == "#list"
    assert f"{n} answers between them" in words(page.select_one(".heading-text"))
    assert answered(page.select_one("#list")) == n


def answered(part):
    """Count the answers that a list has."""
    return sum(
        words(span).endswith((" by:", " each other:"))
        and words(span) != "Supported by:"
        for span in part.select(".map-list-answers li > span")
    )


def test_the_numbers_of_a_theme_are_what_the_store_counts_and_open_as_many(
    visit_real, real_store
):
    for section in visit_real("/map").select(".map-theme"):
        theme = section["id"].removeprefix("map-")
        pro, contra, answers = section.select(".map-name p a")
        opened = visit_real(urlsplit(pro["href"])._replace(fragment="").geturl())
        for link, stance in ((pro, "for"), (contra, "against")):
            n = counted(
                real_store, "claim WHERE theme = ? AND stance = ?", theme, stance
            )
            place = opened.find(id=urlsplit(link["href"]).fragment)
            assert words(link) == f"{n} {stance}"
            assert len(place.select(".map-list-claim")) == n
        n = counted(
            real_store,
            'answer JOIN claim ON id = "to" WHERE theme = ?',
            theme,
        )
        given = counted(
            real_store,
            """relation JOIN claim AS one ON one.id = "from"
            JOIN claim AS two ON two.id = "to"
            WHERE kind <> 'supports' AND NOT mutual
            AND one.theme = ?1 AND two.theme <> ?1""",
            theme,
        )
        told = words(opened.select_one(".heading-text"))
        assert f"{n + given} answers : {n} to these claims" in told
        assert (f"{given} by them to claims of other themes" in told) == (given > 0)
        listing = opened.find(id="list").select(".map-list-answers li > span")
        assert sum(
            "upported" not in words(s) and "Supports" not in words(s) for s in listing
        ) == (n + given)
        assert int(words(answers).split()[0]) == n
        assert answered(opened.find(id="list")) == n
        claims = counted(real_store, "claim WHERE theme = ?", theme)
        assert words(section.summary) == f"Map of {claims} claims"
        assert len(section.select("svg a")) == claims
