"""The JSON Schema of arguments.json: it fits the data, and old programs go on reading."""

import jsonschema
import pytest

# The fields of the first edition, with their types. What is there stays: programs read it.
FIRST_EDITION = {
    "Bundle": "release: Release, debate: Debate, sources: [Source], passages: [Passage], sentences: [Sentence], speakers: [Speaker], origins: [Origin], claims: [Claim], quotes: [Quote], relations: [Relation], set_aside: [SetAside], former: [FormerSlug]",
    "AlsoPublished": "container: string, date: string | null, url: string | null, evidence: string",
    "Author": "family: string | null, given: string | null, literal: string | null",
    "Claim": "id: string, text: string, stance: string, theme: string, parent: string | null, note: string | null, quotes: [string], accepted: {string}",
    "Debate": "question: string, sides: [Side], themes: [Theme]",
    "FormerSlug": "kind: string, slug: string, now: string | null, said: string | null, reason: string | null",
    "Origin": "id: string, title: string, by: string",
    "Passage": "source: string, number: integer | null, start: integer, end: integer, kind: string",
    "Published": "earliest: string, latest: string, precision: string, basis: string, evidence: string, reasoning: string | null",
    "Quote": "id: string, source: string, start: integer, end: integer, exact: string, prefix: string, suffix: string, passage: integer, speaker: string, attitude: string, origin: string | null, match: string, note: string | null, accepted: {string}, claims: [string]",
    "Relation": "from: string, to: string, kind: string, note: string | null",
    "Release": "hash: string, date: string, schema: integer",
    "Sentence": "source: string, passage: integer, start: integer, end: integer",
    "SetAside": "source: string, start: integer, end: integer, reason: string, note: string | null, repeats: string | null",
    "Side": "id: string, label: string, says: string",
    "Source": "id: string, title: string, subtitle: string | null, short: string, authors: [Author], speaker: string, publisher: string | null, container: string | null, published: Published, also_published: [AlsoPublished], url: string | null, language: string, rights: string, original_file: string, sha256: string, characters: integer",
    "Speaker": "id: string, name: string, kind: string, description: string",
    "Theme": "id: string, title: string, description: string",
}
# The words of its closed lists; more may come. (The cautions are keys of `accepted`, of
# which each release has its own.)
FIRST_WORDS = {
    "Attitude": "asserts reports endorses disputes concedes",
    "Basis": "stated inferred",
    "FormerKind": "claim source theme speaker",
    "Match": "exact typographic",
    "PassageKind": "heading paragraph caption front back chrome",
    "Precision": "day month year range",
    "Reason": "background off-the-question repeats unclear framing",
    "RelationKind": "supports rebuts undercuts qualifies",
    "SpeakerKind": "person institution group",
    "Stance": "for against",
}
# New records.
SECOND_EDITION = {"Support", "Clash", "Cases", "Modality"}
# Of the record of changes.
THIRD_EDITION = {"Revision", "RecordedChange"}
# Of names that are inferred.
FOURTH_EDITION = {"InferredFact", "Fact"}
# Of works that are no articles.
FIFTH_EDITION = {"SourceKind"}


@pytest.fixture(scope="module")
def schema(real_client):
    """Give the schema that the site publishes."""
    return real_client.get("/exports/arguments.schema.json").json()


@pytest.fixture(scope="module")
def records(real_client):
    """Give the public data of the site."""
    return real_client.get("/exports/arguments.json").json()


def kind(schema, field):
    """Give the type of a field as the lists above write it."""
    if "anyOf" in field:
        return " | ".join(kind(schema, one) for one in field["anyOf"])
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return "string" if "enum" in schema["$defs"][name] else name
    if field["type"] == "array":
        return f"[{kind(schema, field['items'])}]"
    if field["type"] == "object":
        return f"{{{kind(schema, field['additionalProperties'])}}}"
    return field["type"]


def parts(value):
    """Give every object within a schema, and itself."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from parts(one)
    elif isinstance(value, list):
        for one in value:
            yield from parts(one)


def test_the_schema_fits_the_data(schema, records):
    jsonschema.Draft202012Validator.check_schema(schema)
    reader = jsonschema.Draft202012Validator(schema)

    assert list(reader.iter_errors(records)) == []
    claims = [{**claim, "stance": "maybe"} for claim in records["claims"]]
    assert list(reader.iter_errors({**records, "claims": claims}))
    claims = [{**claim, "because": 1} for claim in records["claims"]]
    assert list(reader.iter_errors({**records, "claims": claims}))


@pytest.mark.parametrize("record", FIRST_EDITION)
def test_an_old_field_keeps_its_name_and_type(schema, record):
    form = schema if record == "Bundle" else schema["$defs"][record]

    found = {name: kind(schema, one) for name, one in form["properties"].items()}

    said = dict(one.split(": ") for one in FIRST_EDITION[record].split(", "))
    assert {name: found.get(name) for name in said} == said


@pytest.mark.parametrize("words", FIRST_WORDS)
def test_an_old_word_is_still_in_its_list(schema, words):
    assert set(FIRST_WORDS[words].split()) <= set(schema["$defs"][words]["enum"])


def test_the_new_records_are_those_of_clashes_cases_and_modality(schema):
    old = {*FIRST_EDITION, *FIRST_WORDS} - {"Bundle"}

    newer = SECOND_EDITION | THIRD_EDITION | FOURTH_EDITION | FIFTH_EDITION
    assert set(schema["$defs"]) - old == newer


def test_a_program_that_checks_with_this_schema_reads_a_later_release(schema, records):
    reader = jsonschema.Draft202012Validator(schema)
    claims = [
        {**claim, "mood": "calm", "accepted": {"a-new-caution": "A reason."}}
        for claim in records["claims"]
    ]

    assert not [
        part for part in parts(schema) if part.get("additionalProperties") is False
    ]
    assert list(reader.iter_errors({**records, "verdicts": [], "claims": claims})) == []


def test_the_description_of_the_api_is_as_open_as_the_schema(real_client):
    described = real_client.get("/openapi.json").json()["components"]["schemas"]

    for record in FIRST_EDITION:
        found = described.get(record) or described[f"app__domain__records__{record}"]
        assert "additionalProperties" not in found


def test_the_reasons_of_the_editors_are_said_to_be_theirs(schema):
    claim = schema["$defs"]["Claim"]["properties"]

    assert (
        "the editors' words, never a premise or a quote"
        in claim["because"]["description"]
    )
