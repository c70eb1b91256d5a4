"""What a document says about itself, and what its lines say: who, when, in which language."""

import pytest

from app.documents.author_names import author_named
from app.documents.blocks import PROPERTY, Block, Document, Fact
from app.documents.days import day_span
from app.documents.facts import found_facts, slug_of
from app.documents.languages import guessed_language
from app.documents.title_lines import is_colophon
from app.domain.vocabulary import Basis, PassageKind

# The same two sentences, as long as a text must be to be told by its words.
TEXTS = {
    "de": "Als der Rat beschloss, das Tor am Hafen zu schließen, war ich eine junge Lotsin und "
    "fest davon überzeugt, dass es nun besser würde. Das war nicht so.",
    "en": "When the board decided to shut the gate of the harbour I was a young pilot, and sure "
    "that all would be better for those who live on the quay. It was not.",
    "es": "Cuando la junta decidió cerrar la puerta del puerto yo era una joven práctica y estaba "
    "segura de que todo iría mejor para los que viven en el muelle. No fue así.",
    "fr": "Quand le conseil a décidé de fermer la porte du port, j'étais une jeune pilote et "
    "j'étais sûre que tout irait mieux pour les gens qui vivent sur le quai. Il n'en est rien.",
    "it": "Quando il consiglio decise di chiudere la porta del porto, ero una giovane pilota ed "
    "ero sicura che tutto sarebbe andato meglio per la gente che vive sul molo. Non è così.",
    "nl": "Toen de raad besloot de poort van de haven te sluiten, was ik een jonge loods en ervan "
    "overtuigd dat alles beter zou worden voor de mensen die op de kade wonen.",
    "pt": "Quando a junta decidiu fechar a porta do porto, eu era uma jovem prática e estava certa "
    "de que tudo iria melhorar para as pessoas que vivem no cais. Não foi assim.",
    "ja": "港の門を閉めると決めたとき、私は若い水先人だった。",
    "zh": "港务局决定关闭港口大门时，我还是一名年轻的领航员。",  # noqa: RUF001
    "ru": "Когда совет решил закрыть ворота гавани, я была молодым лоцманом.",
    "el": "Όταν το συμβούλιο αποφάσισε να κλείσει την πύλη του λιμανιού.",  # noqa: RUF001
    "ar": "عندما قرر المجلس إغلاق بوابة الميناء كنت مرشدة شابة",
}
SENTENCE = Block(PassageKind.PARAGRAPH, TEXTS["en"])


def found(*lines, facts=(), text=SENTENCE, name="gate.docx"):
    """Return the facts of an article with these lines before it, the first its title."""
    title, *others = lines or ("The gate at noon",)
    blocks = (
        Block(PassageKind.HEADING, title),
        *(Block(PassageKind.PARAGRAPH, line) for line in others),
        text,
    )
    return found_facts(Document(blocks, facts, ""), name)


def authors(facts):
    """Return the authors as lists name them."""
    return [author_named(fact.value).inverted for fact in facts.authors]


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_that_nothing_says_is_told_by_the_words_and_doubted(language):
    facts = found(text=Block(PassageKind.PARAGRAPH, TEXTS[language]))

    assert facts.value("language") == language
    guess = "guessed from its commonest words"
    # English is told from the others by nearly every second word.
    assert facts.doubts.get("language") == (None if language == "en" else guess)


def test_the_date_of_a_first_edition_is_doubted_if_a_year_is_all_that_is_said():
    book = found("The gate at noon", "First published in 1978 by Gate Press, Lindenau.")
    journal = found("The gate at noon", "First published 7 March 2023")

    assert "first edition" in book.doubts["published"]
    assert "published" not in journal.doubts


def test_a_language_is_doubted_if_it_is_unknown_or_the_words_look_like_another():
    said = Fact("language", "en-GB", "html lang")
    german = Block(PassageKind.PARAGRAPH, TEXTS["de"])
    swedish = (
        "När rådet beslutade att stänga porten var jag lots, och övertygad om att allt "
    )

    assert guessed_language(swedish * 2) == ""
    assert guessed_language("The gate is shut.") == ""
    assert (
        "nothing says it"
        in found(text=Block(PassageKind.PARAGRAPH, swedish * 2)).doubts["language"]
    )
    assert found(facts=(said,)).doubts == {}
    assert found(facts=(said,), text=german).doubts == {
        "language": "html lang says so, but its words look like de"
    }


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Anna Lotse und Jan van der Berg", ["Lotse, Anna", "van der Berg, Jan"]),
        ("Par Anne Pilote", ["Pilote, Anne"]),
        ("Por Ana de la Torre", ["de la Torre, Ana"]),
        ("Di Anna D'Angelo e Eva Molo", ["D'Angelo, Anna", "Molo, Eva"]),
        ("door Jan de Vries", ["de Vries, Jan"]),
        ("Autorin: Anna Lotse", ["Lotse, Anna"]),
        ("Text von Anna Lotse, Hafenstadt", ["Lotse, Anna"]),
        ("By Ann Pilot on January 2, 2025", ["Pilot, Ann"]),
        ("Dr. Ann Pilot, Keeper of the Gate, Harbour Trust", ["Pilot, Ann"]),
        ("By Ann Pilot, harbour correspondent", ["Pilot, Ann"]),
        ("By Ann Pilot, Cordwainer", ["Pilot, Ann"]),
        ("By ANN PILOT, CORDWAINER", ["Pilot, Ann"]),
        ("By Pilot, Ann, Cordwainer", ["Pilot, Ann"]),
        ("By van der Berg, Jan and Eva Roy", ["van der Berg, Jan", "Roy, Eva"]),
        ("By Ann Pilot, Keeper of Gates and Tides", ["Pilot, Ann"]),
        ("By Ann Pilot, Jan Berg, Harbour Trust", ["Pilot, Ann", "Berg, Jan"]),
        ("By a Cordwainer of Lindenau", ["a Cordwainer of Lindenau"]),
        ("Von Ebbe bis Flut", []),
        ("The Last Hundred Yards", []),
        ("Twelve Notes on Harbours", []),
        (
            "Dr Ann Pilot and Prof. Jan van der Berg",
            ["Pilot, Ann", "van der Berg, Jan"],
        ),
        ("Ann Pilot, Jan Berg, and Eva Roy", ["Pilot, Ann", "Berg, Jan", "Roy, Eva"]),
        ("Ann Pilot | Senior Fellow", ["Pilot, Ann"]),
        ("Ann Pilot (Year 9)", ["Pilot, Ann"]),
        ("Report by the Harbour Board", ["Harbour Board"]),
        ("By Ann Pilot for the Gazette", ["Pilot, Ann"]),
        ("Text of a speech by Ann Pilot to the Council.", ["Pilot, Ann"]),
        ("By Ann Pilot, Cordwainer.", ["Pilot, Ann"]),
        ("Speaker: Ann Pilot", ["Pilot, Ann"]),
        ("Sir Jan Berg, Senior Fellow and Programme Director", ["Berg, Jan"]),
        ("Ann Pilot, 2 January 2025", ["Pilot, Ann"]),
        ("M. Taylor Gull", ["Gull, M. Taylor"]),
        ("Hafenblatt Lindenau, 3. Mai 2025", []),
        ("Harbour Institute, 3 May 2025", []),
        ("Policy Brief", []),
    ],
)
def test_bylines_are_read_in_several_languages(line, names):
    assert authors(found("The gate at noon", line)) == names


def test_a_line_near_the_title_goes_before_the_properties_of_the_file():
    properties = (
        Fact("authors", "A. Pilot", "property", Basis.INFERRED),
        Fact("published", "2026-11-30", "property", Basis.INFERRED),
    )
    plain = found(facts=properties)
    better = found(
        "The gate at noon", "Ann Pilot", "Harbour, April 2025", facts=properties
    )
    stated = (Fact("authors", "A. Pilot", "meta author"),)

    assert (authors(plain), authors(better)) == (["Pilot, A."], ["Pilot, Ann"])
    assert better.authors[0].basis is Basis.STATED
    assert [*plain.doubts] == ["authors", "published"]
    assert better.doubts == {}
    assert better.value("published") == "Harbour, April 2025"
    assert authors(found("The gate at noon", "By Ann Pilot", facts=stated)) == [
        "Pilot, Ann"
    ]
    assert authors(found("The gate at noon", "By Eva Roy", facts=stated)) == [
        "Pilot, A."
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("© 2023 Harbour Board. All rights reserved.", "Harbour Board"),
        ("Copyright The Harbour Institute, 2023", "Harbour Institute"),
        ("Harbour Board\n12 Quay Street\nPort Town", "Harbour Board"),
        ("© Ann Pilot 2023", ""),
        ("The board holds the copyright of this report.", ""),
    ],
)
def test_an_institution_in_an_imprint_is_the_publisher_and_doubted(line, name):
    notice = Block(PassageKind.PARAGRAPH, line)
    facts = found_facts(Document((SENTENCE, notice), (), ""), "gate.docx")

    assert facts.value("publisher") == name
    assert ("publisher" in facts.doubts) is bool(name)


def test_an_institution_in_a_line_of_the_title_page_of_a_pdf_is_the_publisher():
    lines = ("The gate at noon", "Harbour Institute, May 2023")
    report, page = found(*lines, name="gate.pdf"), found(*lines, name="gate.html")

    assert report.value("publisher") == "Harbour Institute"
    # Nor is it a journal or a newspaper.
    assert (page.value("publisher"), report.value("container")) == ("", "")


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        ("By Ann Pilot\nHead teacher of the Harbour School", ["Pilot, Ann"]),
        ("By Ann Pilot\nand Tom Ferry", ["Pilot, Ann", "Ferry, Tom"]),
        ("Ann Pilot\nHarbour Board", ["Pilot, Ann"]),
        ("Harbour Board\n12 Quay Street\nPort Town", []),
        ("Harbour Board\nQuay Street 12\nPort Town", []),
        ("12 May 2023\nAnn Pilot", ["Pilot, Ann"]),
    ],
)
def test_each_line_of_a_byline_or_an_address_stands_for_itself(lines, named):
    facts = found("The gate at noon", lines, "May 2025")

    assert authors(facts) == named
    assert facts.value("subtitle") == ""


def test_what_stands_in_a_table_is_no_byline():
    row = Block(PassageKind.CAPTION, "Tide Table")
    head = Block(PassageKind.HEADING, "The gate at noon")
    facts = found_facts(Document((head, row, SENTENCE), (), ""), "gate.html")

    assert authors(facts) == []


@pytest.mark.parametrize("creator", ["School Office", "Marta Moor"])
def test_a_name_under_the_title_goes_before_whoever_made_the_file(creator):
    said = f"{PROPERTY} creator"
    made = Fact("authors", creator, said, Basis.INFERRED, aside=True)
    facts = found("The gate at noon", "Ann Pilot, head teacher", facts=(made,))

    assert authors(facts) == ["Pilot, Ann"]
    assert facts.says == (f"{said}: {creator}",)
    assert facts.doubts["authors"].endswith(f"; {said} names {creator}")


@pytest.mark.parametrize("creator", ["user", "Microsoft Office User", "apilot"])
def test_the_name_of_an_account_is_told_as_what_the_file_says(creator):
    made = Fact("authors", creator, f"{PROPERTY} creator", Basis.INFERRED, aside=True)
    facts = found(facts=(made,))

    assert (authors(facts), facts.says) == ([], (f"{PROPERTY} creator: {creator}",))


def test_whoever_stands_beside_the_author_whom_the_file_names_is_an_author():
    made = Fact("authors", "Ann Pilot", PROPERTY, Basis.INFERRED, aside=True)
    facts = found("The gate at noon", "Ann Pilot and Tom Ferry", facts=(made,))

    assert authors(facts) == ["Pilot, Ann", "Ferry, Tom"]


def test_names_without_by_are_inferred_and_no_subtitle():
    likely = Fact("authors", "Eva Roy", "property", Basis.INFERRED)
    several = found("The gate", "Ann Pilot and Jan Berg", "May 2025", facts=(likely,))
    one = found("The gate", "Ann Pilot", "May 2025", facts=(likely,))

    assert authors(several) == ["Pilot, Ann", "Berg, Jan"]
    assert several.authors[0].basis is Basis.INFERRED
    assert several.doubts["authors"] == "taken from the line “Ann Pilot and Jan Berg”"
    assert several.value("subtitle") == ""
    assert authors(one) == ["Roy, Eva"]
    assert one.doubts["authors"].endswith("; the line “Ann Pilot” may name another")


def test_a_title_and_a_subtitle_on_two_lines_are_told_apart_above_a_byline():
    byline = Block(PassageKind.HEADING, "By Ann Pilot, Cordwainer")

    def titles(text, *others):
        first = Block(PassageKind.PARAGRAPH, text)
        facts = found_facts(Document((first, *others, SENTENCE), (), ""), "gate.txt")
        return facts.value("title"), facts.value("subtitle")

    assert titles("A LETTER TO THE PILOTS\nUPON THE GATE AND TIDE", byline) == (
        "A LETTER TO THE PILOTS",
        "UPON THE GATE AND TIDE",
    )
    assert titles("A letter to the\nPilots of the gate", byline) == (
        "A letter to the Pilots of the gate",
        "",
    )
    doubted = found_facts(Document((byline, SENTENCE), (), ""), "gate.txt")
    assert doubted.doubts["title"] == "taken from the file's name"
    assert (
        found("By the harbour").doubts["title"].startswith("it begins as a line does")
    )


def test_what_a_part_is_called_is_the_title_of_the_whole_only_with_a_doubt():
    line = Block(PassageKind.PARAGRAPH, "The gate at noon")
    summary = Block(PassageKind.HEADING, "Executive Summary")
    titled, doubted = (
        found_facts(Document((*before, summary, SENTENCE), (), ""), "gate.pdf")
        for before in ((line,), ())
    )

    assert (titled.value("title"), titled.doubts.get("title")) == (line.text, None)
    assert doubted.value("title") == summary.text
    assert doubted.doubts["title"].startswith("parts of articles are called so")


def test_a_word_after_a_full_name_is_left_out_with_a_doubt_if_it_may_be_a_name():
    said = Fact("authors", "García Márquez, Gabriel", "meta author")
    facts = found(facts=(said,))

    assert authors(facts) == ["Márquez, García"]
    assert facts.doubts["authors"] == (
        "“Gabriel” after a name was left out as an office or a place, in meta author; "
        "it may be the given name"
    )
    assert "authors" not in found("The gate", "By Ann Pilot, Cordwainer").doubts
    degree = Fact("authors", "Ann Pilot, PhD", "meta author")
    assert "authors" not in found(facts=(degree,)).doubts


@pytest.mark.parametrize(
    ("said", "doubted"),
    [
        ("García Márquez, Gabriel José", True),
        ("Ann Pilot, Jan Berg", True),
        ("Ann Pilot and Jan Berg", False),
        ("Ann Pilot, Jan Berg, Tom Ferry", False),
        ("Ann Pilot, Port Town Office", False),
    ],
)
def test_two_names_that_a_comma_alone_parts_may_be_one(said, doubted):
    facts = found(facts=(Fact("authors", said, "meta author"),))

    why = facts.doubts.get("authors", "")
    assert ("may be one person, the family name first" in why) is doubted


def test_a_title_before_a_name_is_no_part_of_it():
    stated = (Fact("authors", "Prof. Dr. Ann Pilot and Sir Jan Berg", "meta author"),)

    assert authors(found(facts=stated)) == ["Pilot, Ann", "Berg, Jan"]


@pytest.mark.parametrize(
    "name", ["Office User", "admin", "Microsoft Office User", "owner", "User2", "HP"]
)
def test_what_every_account_is_called_is_no_author(name):
    property_ = Fact("authors", name, "property", Basis.INFERRED)

    assert found(facts=(property_,)).authors == ()
    likely = found("The gate at noon", "Ann Pilot", facts=(property_,))
    assert authors(likely) == ["Pilot, Ann"]
    assert "authors" in likely.doubts


@pytest.mark.parametrize(
    ("words", "day", "precision"),
    [
        ("Hafenblatt, 3. Mai 2025", "2025-05-03", "day"),
        ("le 1er août 2025", "2025-08-01", "day"),
        ("3 de mayo de 2025", "2025-05-03", "day"),
        ("3 maggio 2025, 6.00", "2025-05-03", "day"),
        ("15 de março de 2025", "2025-03-15", "day"),
        ("3 mei 2025", "2025-05-03", "day"),
        ("3 мая 2025", "2025-05-03", "day"),
        ("3.5.2025", "2025-05-03", "day"),
        ("2025年5月3日", "2025-05-03", "day"),
        ("Mar. 14, 2025", "2025-03-14", "day"),
        ("März 2025", "2025-03-31", "month"),
        ("Occasional Papers 2000, April 2025", "2025-04-30", "month"),
        ("Marched 2025", "2025-12-31", "year"),
        ("3.55.2025", None, None),
        ("The Cross, 6th May, 1873.", "1873-05-06", "day"),
        ("Lindenau: Gate Press, 1873", "1873-12-31", "year"),
        ("Form no. 1545-0074, 1545 words", None, None),
        ("The gate, 1864–1881", None, None),  # noqa: RUF001
    ],
)
def test_days_are_read_in_several_languages(words, day, precision):
    span = day_span(words)

    assert (span and (str(span[1]), span[2])) == (day and (day, precision))


def test_a_date_of_the_page_is_given_in_the_words_that_readers_see():
    said = Fact("published", "2025-03-14T06:00:00+00:00", "meta published")
    lines = ("The gate at noon", "Friday 14 March 2025, 6.00am")

    assert found(*lines, facts=(said,)).value("published") == lines[1]
    assert found(facts=(said,)).value("published") == "2025-03-14"
    other = found("The gate at noon", "15 March 2025", facts=(said,))
    assert other.value("published") == "2025-03-14"


def test_an_imprint_says_when_if_nothing_better_does():
    imprint = Block(PassageKind.PARAGRAPH, "Harbour Press, The Quay. April 2025.")
    made = Fact("published", "2026-11-30", "property", Basis.INFERRED)
    sentence = Block(PassageKind.PARAGRAPH, "The gate will be shut in April 2025.")
    signed = Block(PassageKind.PARAGRAPH, "The Quay, Lindenau, 6th May, 1873.")

    for last, facts, day in (
        (imprint, (), imprint.text),
        (imprint, (made,), imprint.text),
        (signed, (made,), signed.text),
        (sentence, (), ""),
    ):
        document = Document((SENTENCE, last), facts, "")
        assert found_facts(document, "gate.pdf").value("published") == day


def test_a_sentence_that_speaks_of_rights_is_no_notice_of_them():
    for text, is_notice in (
        ("He wrote “all rights reserved” on every map, and nobody minded.", False),
        ("Her book (ISBN 978-1) sold well, as all of us in the town had hoped.", False),
        ("Papers of the Harbour Board of Lindenau, no. 4. All rights reserved.", True),
        ("© 2023 Harbour Board. All rights reserved. ISSN 1234-5678", True),
        (
            "First published in 2022 by Quay & Son, 9 Dock Row. Copyright © A. Pilot 2022.",
            True,
        ),
        ("Harbour Papers (ISSN 1234-5678)", True),
    ):
        assert is_colophon(text) is is_notice, text


def test_the_imprint_of_a_work_that_is_cited_does_not_go_before_the_article_s_day():
    cited = "Jan Berg, The Tide. First published in 1978 by Gate Press, Lindenau."

    last = Block(PassageKind.PARAGRAPH, cited)
    facts = found("The gate", "By Ann Pilot", "3 May 2025", text=last)

    assert facts.value("published") == "3 May 2025"
    assert facts.one["publisher"].basis is Basis.INFERRED


@pytest.mark.parametrize(
    ("line", "published", "container", "publisher"),
    [
        (
            "Keeper, Lindenau. Published in Gates of the World, Spring 2022, by the Gate Press.",
            "Published in Gates of the World, Spring 2022",
            "Gates of the World",
            "Gate Press",
        ),
        (
            "First published in October 1978 by Gate Press, 4 Quay, Lindenau.",
            "First published in October 1978",
            "",
            "Gate Press",
        ),
        ("Published in 2019, it sold a million copies.", "", "", ""),
        (
            "Printed in Lindenau, in the spring of 1873, the letter was sold.",
            "",
            "",
            "",
        ),
    ],
)
def test_a_sentence_of_an_imprint_states_where_when_and_by_whom(
    line, published, container, publisher
):
    facts = found("The gate", line)

    keys = ("published", "container", "publisher")
    assert [facts.value(key) for key in keys] == [published, container, publisher]


def test_the_first_of_a_month_is_the_month_that_a_line_names():
    said = Fact("published", "1978-10-01", "dc:date", aside=True)
    line = "First published in October 1978 by Gate Press, Lindenau."

    assert found("The gate", line, facts=(said,)).value("published") == (
        "First published in October 1978"
    )


def test_an_old_year_is_a_date_and_years_that_a_work_is_about_are_none():
    year = found("A letter", "By Ann Pilot", "Lindenau\n1873")
    signed = Block(PassageKind.PARAGRAPH, "The Quay, Lindenau, 6th May, 1873.")
    document = (Block(PassageKind.FRONT, "1873"), SENTENCE, signed)

    assert year.value("published") == "1873"
    assert found("The gate", "Who paid for it, 1864–1881").value("published") == ""  # noqa: RUF001
    day = found_facts(Document(document, (), ""), "gate.txt").one["published"]
    assert (day.value, day.basis) == (signed.text, Basis.INFERRED)


def test_an_author_in_the_place_of_the_subtitle_is_the_author_alone():
    styles = (
        Fact("title", "The gate", "the style title"),
        Fact("subtitle", "Ann Pilot", "the style subtitle"),
    )
    facts = found("The gate", "Ann Pilot", facts=styles)

    assert (authors(facts), facts.value("subtitle")) == (["Pilot, Ann"], "")


def test_the_line_after_the_title_is_its_subtitle_if_bylines_follow():
    below = "What the tide does to a town"
    whole = Fact("title", f"The gate? {below}", "dc:title")

    titled = found("The gate?", below, facts=(whole,))
    assert (titled.value("title"), titled.value("subtitle")) == ("The gate?", below)
    assert found("The gate", below, "Ann Pilot").value("subtitle") == below
    for others in ((below,), ("Opinion", "Ann Pilot"), ("By Ann Pilot", "2 May 2025")):
        assert found("The gate", *others).value("subtitle") == ""


def test_a_title_of_a_page_is_its_heading_and_what_is_behind_it_may_be_the_newspaper():
    titled = Fact("title", "The gate | Opinion | The Harbour Gazette", "title")

    one = found("The gate", facts=(titled,))
    assert one.value("title") == "The gate"
    assert one.value("container") == "The Harbour Gazette"
    assert one.one["container"].basis is Basis.INFERRED
    # A dash may be the title's own.
    whole = "The gate – a history"  # noqa: RUF001 - a dash
    assert found(whole, facts=(Fact("title", whole, "title"),)).value("title") == whole


def test_a_subtitle_that_the_title_ends_with_is_said_once():
    whole = Fact("title", "Votes: What the tide shows", "title")
    below = "What the tide shows, and what it does not"

    one = found("Votes", below, "By Ann Pilot", facts=(whole,))
    assert (one.value("title"), one.value("subtitle")) == ("Votes", below)


def test_the_name_beside_the_date_may_be_that_of_a_newspaper():
    def container(line):
        return found("The gate", "By Ann Pilot", line).value("container")

    assert container("Lindenauer Stadtblatt, 3. Mai 2025") == "Lindenauer Stadtblatt"
    assert container("Briefing for the Committee, 21 February 2025") == ""
    assert container("Ann Pilot, 2 January 2025") == ""
    assert container("Friday 14 March 2025, 6.00am") == ""


def test_a_slug_spells_letters_that_are_none_of_english():
    assert slug_of("Die Fußgängerzone") == "die-fussgangerzone"
    assert slug_of("Ærø og Łódź") == "aero-og-lodz"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (
            "Journal of Harbours, vol. 12, no. 3 (May 2023), pp. 45–60",  # noqa: RUF001
            ("Journal of Harbours", "12", "3", "45–60"),  # noqa: RUF001
        ),
        (
            "Journal of Harbours 12(3): 45-60",
            ("Journal of Harbours", "12", "3", "45-60"),
        ),
        ("Harbour Review, Volume 12, May 2023", ("Harbour Review", "12", "", "")),
        ("Harbour Gazette, 3 May 2023", ("Harbour Gazette", "", "", "")),
    ],
)
def test_a_line_at_the_head_says_where_in_its_journal_the_article_stands(line, place):
    facts = found("The gate at noon", "By Ann Pilot", line)

    told = tuple(facts.value(key) for key in ("container", "volume", "issue", "pages"))
    assert told == place


def test_a_line_in_capitals_is_a_title_without_the_line_below():
    title = "THE PRICE OF THE GATE\nA statement to the harbour board"
    lines = title, "Dr Ann Pilot, harbour master\nPublished by the Harbour Board"
    blocks = (*(Block(PassageKind.PARAGRAPH, one) for one in lines), SENTENCE)
    facts = found_facts(Document(blocks, (), ""), "gate.txt")

    assert facts.value("title") == "THE PRICE OF THE GATE"
    assert facts.value("subtitle") == "A statement to the harbour board"


@pytest.mark.parametrize(
    ("title", "line", "name", "kind"),
    [
        ("The gate", "Remarks by Ann Pilot", "gate.txt", "speech"),
        ("The gate", "Speech by Ann Pilot to the Council", "gate.docx", "speech"),
        ("Remarks at the Opening of the Gate", "Ann Pilot", "gate.html", "speech"),
        ("The Inaugural Address of Ann Pilot", "2 May 2025", "gate.pdf", ""),
        ("Inaugural Address", "Ann Pilot", "gate.pdf", "speech"),
        ("The gate", "Check against delivery", "gate.pdf", "speech"),
        ("The gate", "Maiden speech", "gate.txt", "speech"),
        ("The gate", "A speech by Ann Pilot, 2 May 2025.", "gate.txt", "speech"),
        ("The gate", "Harbour Working Paper No. 12", "gate.pdf", "report"),
        ("The gate", "REPORT", "gate.pdf", "report"),
        ("Annual report 2024", "Harbour Board", "gate.pdf", "report"),
        ("The gate", "Report of the Harbour Board", "gate.html", ""),
        ("The gate", "the pilots report", "gate.pdf", ""),
        ("The Reporter", "Ann Pilot", "gate.pdf", ""),
        ("Remarks on harbours", "Ann Pilot", "gate.pdf", ""),
        ("Free speech at the gate", "Ann Pilot", "gate.pdf", ""),
        ("The gate", "A speech delivered by Ann Pilot", "gate.md", "speech"),
        ("The gate", "Transcript of remarks by Ann Pilot", "gate.txt", "speech"),
        ("Speech of Ann Pilot to the Board", "2 May 2025", "gate.txt", "speech"),
        ("ADDRESS TO THE BOARD", "Ann Pilot", "gate.md", "speech"),
    ],
)
def test_a_speech_and_a_report_are_guessed_from_a_line_that_says_so(
    title, line, name, kind
):
    facts = found(title, line, name=name)

    assert facts.value("kind") == kind
    is_titled = title.startswith(("Rem", "Inau", "Ann", "Spe", "ADD"))
    said = title if is_titled else line
    # A line that says it plainly leaves no doubt.
    is_guess = kind == "report" or (kind and is_titled)
    assert facts.doubts.get("kind") == (
        f"a guess from the line “{said}”" if is_guess else None
    )


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("SPEECH BY ANN PILOT", ["Pilot, Ann"]),
        ("Address to the Harbour Board by Mayor Ann Pilot", ["Pilot, Ann"]),
        ("Lecture given at Port Town by Ann Pilot, 2 May 2025", ["Pilot, Ann"]),
        ("The text of a speech by Ann Pilot", ["Pilot, Ann"]),
    ],
)
@pytest.mark.parametrize("place", ["title", "line"])
def test_who_gave_a_speech_is_its_author(line, named, place):
    lines = (line, "Port Town, 2 May 2025")
    facts = found(*(lines if place == "title" else ("The gate", *lines)))

    assert authors(facts) == named
    # Beside the day stands where it was given, and no newspaper.
    assert facts.value("container") == ""
    is_capital = line.isupper()
    assert ("is in capitals there" in facts.doubts.get("authors", "")) is is_capital


def test_a_title_in_capitals_is_left_so_and_doubted():
    facts = found("THE TIDE AND THE TOWN", "By Ann Pilot")

    assert facts.value("title") == "THE TIDE AND THE TOWN"
    assert "left in capitals" in facts.doubts["title"]
    assert "“The Tide and the Town”" in facts.doubts["title"]


def test_the_number_of_a_report_is_that_of_its_series_and_no_subtitle():
    line = "Harbour Working Paper No. 12"
    facts = found("The gate", line, "By Ann Pilot", name="gate.pdf")

    assert (facts.value("container"), facts.value("subtitle")) == (line, "")
    assert facts.doubts["container"] == f"taken from the line “{line}”"
    other = found("The gate", "Report of the Harbour Board", name="gate.pdf")
    assert (other.value("kind"), other.value("container")) == ("report", "")


def test_an_article_of_a_journal_is_of_no_other_kind():
    line = "Journal of Harbours, vol. 12, no. 3 (May 2023), pp. 45-60"

    assert found("The gate", "Speech by Ann Pilot", line).value("kind") == ""
    said = Fact("kind", "book", "document property dc:identifier", Basis.INFERRED)
    assert found("The gate", line, facts=(said,)).value("kind") == ""


def test_lines_that_each_say_what_they_are_name_the_title_and_the_speaker():
    head = "Title: The gate at noon\nSpeaker: Ann Pilot\nDate: 2 May 2025"
    blocks = (Block(PassageKind.PARAGRAPH, head), SENTENCE)
    facts = found_facts(Document(blocks, (), ""), "gate.txt")

    assert (facts.value("title"), authors(facts)) == (
        "The gate at noon",
        ["Pilot, Ann"],
    )
