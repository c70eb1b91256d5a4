"""What holds on every page of the real site: one crawl, each page parsed once.

Each rule is a function that takes the site and yields what breaks it: the page, and the
place on it. One test applies them all, so that the site is crawled once in a run.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from urllib.parse import parse_qs, urldefrag, urlsplit

import brotli
import html5lib
import pytest
from lxml import html

from tests.conftest import awaited
from tests.site.crawl import Page, Site, arrival, crawled, one_of_many, several

Broken = Iterator[tuple[str, object]]
RULES: list[Callable[[Site], Broken]] = []
# Whatever all pages break at once is told by the first of them.
TOLD = 12
# A block of data is no script: nothing runs, and nothing is loaded.
SCRIPTS = '//script[not(@type="application/ld+json")]'
# Pages repeat what their kind does: a tenth of them is enough for a rule that is slow.
SOME = 10


def rule(check: Callable[[Site], Broken]) -> Callable[[Site], Broken]:
    """Have *check* applied to the site."""
    RULES.append(check)
    return check


@pytest.fixture(scope="module")
def site(real_client):
    """Crawl the real site."""
    return awaited(crawled(real_client))


def test_every_rule_holds_on_every_page_of_the_real_site(site):
    broken = [
        f"{check.__name__}: {address}: {place}"
        for check in RULES
        for address, place in islice(check(site), TOLD)
    ]

    assert not broken, "\n" + "\n".join(broken)


@pytest.mark.soak
def test_the_slow_rules_hold_on_all_pages_too(site):
    broken = [*not_strict_html(site), *no_way_back(site), *words_without_a_mark(site)]

    assert broken == []


def test_every_rule_holds_in_the_small_world_which_has_a_case_of_everything(client):
    site = awaited(crawled(client))

    assert [
        f"{check.__name__}: {address}: {place}"
        for check in {*RULES, not_strict_html} - IN_A_LARGE_DEBATE
        for address, place in islice(check(site), TOLD)
    ] == []


@rule
def every_record_has_its_page(site: Site) -> Broken:
    wanted = {
        f"/{kind}/{record['id']}"
        for kind in ("claims", "clashes", "quotes", "sources", "speakers")
        for record in site.records[kind]
    } | {f"/themes/{theme['id']}" for theme in site.records["debate"]["themes"]}

    for address in sorted(wanted - set(site.pages)):
        yield address, "no link leads to it"


# --- where links lead --------------------------------------------------------------------


@rule
def every_link_leads_to_a_page_and_every_fragment_to_a_place(site: Site) -> Broken:
    known: dict[str, bool] = dict.fromkeys(site.files, True)
    for page in site:
        for _, to, fragment in page.links:
            # Both show the places of the page by itself that are linked to.
            there = to.partition("?")[0] if arrival(to) or several(to) else to
            # A reading list has the same places in another style.
            if fragment == "references":
                there = page.address
            # Words are marked on this one address: see below.
            if fragment == "words" or one_of_many(to):
                continue
            if there in site.pages:
                found = not fragment or fragment in site.pages[there].ids
            else:
                if there not in known:
                    known[there] = site.client.get(there).status_code == 200
                found = known[there] and not fragment
            if not found:
                yield page.address, f"{to}#{fragment}"


@rule
def words_that_a_link_leads_to_are_marked(site: Site) -> Broken:
    return words_without_a_mark(site, SOME)


def words_without_a_mark(site: Site, step: int = 1) -> Broken:
    """Yield every *step*-th address that is to mark words and marks none."""
    asked = {
        to: page.address
        for page in site
        for _, to, fragment in page.links
        if fragment == "words"
    }
    for to, linked_on in islice(asked.items(), 0, None, step):
        if 'id="words"' not in site.client.get(to).text:
            yield linked_on, to


@rule
def no_link_leads_to_a_closed_fold(site: Site) -> Broken:
    # A browser opens the folds around a place, but none that is the place itself.
    closed = {
        page.address: set(page.tree.xpath("//details[@id][not(@open)]/@id"))
        for page in site
    }
    for page in site:
        for a, to, fragment in page.links:
            if fragment in closed.get(to, ()):
                yield page.address, shown(a)


@rule
def a_link_is_of_class_to_source_where_it_lands_on_a_quote_alone(site: Site) -> Broken:
    for page in site:
        for a, to, fragment in page.links:
            lands = urlsplit(to).path.startswith("/sources/") and fragment[:2] == "q-"
            if lands != ("to-source" in classes(a)):
                yield page.address, shown(a)


@rule
def every_landing_names_a_claim_and_its_own_quote(site: Site) -> Broken:
    quotes = {quote["id"]: quote for quote in site.records["quotes"]}
    for page in site:
        for a, to, fragment in landings(page):
            asked = parse_qs(urlsplit(to).query)
            quote = quotes[asked["quote"][0]]
            if (
                fragment != f"q-{quote['id']}"
                or urlsplit(to).path != f"/sources/{quote['source']}"
                or asked["claim"][0] not in quote["claims"]
            ):
                yield page.address, shown(a)


@rule
def where_words_are_shown_their_note_stands_or_is_linked(site: Site) -> Broken:
    noted = {quote["id"] for quote in site.records["quotes"] if quote["note"]}
    for page in site:
        for line in page.tree.find_class("attribution"):
            quotes = {
                link.get("href").partition("#q-")[2]
                for link in line.find_class("to-source")
                if line.getparent().find("blockquote") is not None
            }
            told = "ditors\u2019 note" in line.getparent().text_content()
            if quotes & noted and not told:
                yield page.address, quotes


@rule
def the_way_back_from_a_landing_is_a_place(site: Site) -> Broken:
    return no_way_back(site, SOME)


def no_way_back(site: Site, step: int = 1) -> Broken:
    """Yield the landings that do not lead back to where the reader was.

    Looks at the last landing of every *step*-th page, and of one page of each kind.
    """
    with_landings = [page for page in site if landings(page)]
    one_of_each = {kind(page.address): page for page in with_landings}.values()
    looked_at = {page.address: page for page in (*with_landings[::step], *one_of_each)}
    for page in looked_at.values():
        a, *_ = landings(page)[-1]
        landed = html.document_fromstring(
            site.client.get(a.get("href").partition("#")[0]).text
        )
        back = next(iter(landed.find_class("source-bar-link")), None)
        to, fragment = urldefrag("" if back is None else back.get("href"))
        if to != plain(page.address) or fragment not in site.pages[to].ids:
            yield page.address, f"{a.get('href')} leads back to {to}#{fragment}"


def kind(address: str) -> str:
    """Return what pages of one kind share of their paths: "/claims/", "/timeline"."""
    path = urlsplit(address).path
    return path if path.count("/") == 1 else path.rpartition("/")[0] + "/"


def plain(address: str) -> str:
    """Return the address that a reader comes back to: folds open for the fragment.

    The list of claims alone keeps what was asked for: without it, it holds fewer quotes.
    """
    kept = address.startswith("/claims?")
    return address if kept else re.sub(r"[?&]open=all$", "", address)


def landings(page: Page) -> list[tuple[html.HtmlElement, str, str]]:
    """Return the links of a page that land on a quote of another page."""
    return [
        link
        for link in page.links
        if "to-source" in classes(link[0]) and link[0].get("href")[0] != "#"
    ]


@rule
def every_page_has_its_data_beside_it_and_says_so(site: Site) -> Broken:
    for page in site:
        twin = page.one('//link[@rel="alternate"][@type="application/json"]/@href')
        there = twin and (
            one_of_many(twin) or site.files.get(twin) == "application/json"
        )
        if not there:
            yield page.address, f"its data: {twin}: {site.files.get(twin)}"
        elif page.one(f'//footer//a[@href="{twin}"]') is None:
            yield page.address, f"no link in the foot to {twin}"


@rule
def a_site_that_does_not_know_its_address_names_no_canonical_one(site: Site) -> Broken:
    for page in site:
        if named := page.one('//link[@rel="canonical"]/@href'):
            yield page.address, f"names {named}"


# --- what a page says of itself ----------------------------------------------------------


@rule
def every_claim_says_its_side(site: Site) -> Broken:
    stances = {claim["id"]: claim["stance"] for claim in site.records["claims"]}
    for page in site:
        for tag in page.tree.xpath("//*[@data-claim or @data-stance]"):
            stance = stances.get(tag.get("data-claim"))
            if tag.tag != "article" or tag.get("data-stance") != stance:
                yield page.address, shown(tag)


@rule
def every_page_has_its_own_title(site: Site) -> Broken:
    titles = {page.address: page.tree.findtext(".//title").strip() for page in site}
    counts = Counter(titles[address] for address in titles if "?" not in address)
    for address, title in titles.items():
        if not title or ("?" not in address and counts[title] > 1):
            yield address, f"its title: {title!r}"


@rule
def every_page_has_its_own_description(site: Site) -> Broken:
    said = {
        page.address: (page.one('//meta[@name="description"]/@content') or "").strip()
        for page in site
    }
    counts = Counter(said[address] for address in said if "?" not in address)
    for address, words in said.items():
        if not words or ("?" not in address and counts[words] > 1):
            yield address, f"its description: {words!r}"


# --- its elements ------------------------------------------------------------------------


@rule
def a_page_is_strict_html(site: Site) -> Broken:
    return not_strict_html(site, SOME)


def not_strict_html(site: Site, step: int = 1) -> Broken:
    """Yield what a strict reader refuses on every *step*-th page."""
    for page in islice(site, 0, None, step):
        parser = html5lib.HTMLParser()
        parser.parse(page.text)
        for (line, column), error, _ in parser.errors:
            yield page.address, f"line {line}, column {column}: {error}"


@rule
def only_what_is_preloaded_says_as_what(site: Site) -> Broken:
    for page in site:
        for link in page.tree.xpath('//link[@as][not(@rel = "preload")]'):
            yield page.address, shown(link)


@rule
def there_is_one_h1_and_headings_come_in_order(site: Site) -> Broken:
    for page in site:
        if len(page.tree.xpath("//h1")) != 1:
            yield page.address, f"{len(page.tree.xpath('//h1'))} h1"
        headings = page.one("//main").iter("h1", "h2", "h3", "h4", "h5", "h6")
        for above, below in pairwise(headings):
            if int(below.tag[1]) > int(above.tag[1]) + 1:
                yield page.address, f"{below.tag} after {above.tag}: {shown(below)}"


@rule
def no_id_occurs_twice(site: Site) -> Broken:
    for page in site:
        for one, times in Counter(page.ids).items():
            if times > 1:
                yield page.address, one


@rule
def every_image_has_alternative_text(site: Site) -> Broken:
    for page in site:
        for image in page.tree.xpath("//img[not(@alt)]"):
            yield page.address, shown(image)


@rule
def nothing_is_loaded_from_another_host_and_nothing_is_inline(site: Site) -> Broken:
    loading = f'{SCRIPTS} | //style | //*[@style] | //img | //link[@rel="stylesheet"]'
    for page in site:
        for tag in page.tree.xpath(loading):
            source = tag.get("src") or tag.get("href") or ""
            if not source.startswith("/static/") or tag.get("style") is not None:
                yield page.address, shown(tag)
        for name in page.tree.xpath('//@*[starts-with(name(), "on")]'):
            yield page.address, f"{name.attrname}={name}"


# --- its weight --------------------------------------------------------------------------


@rule
def one_style_sheet_and_no_script_stand_before_the_first_paint(site: Site) -> Broken:
    # Twelve kinds of page have a sheet of their own besides, which no other page waits for.
    own = (
        "//aside[contains(@class, 'source-bar')]"
        " | //*[@id = 'agree' or @id = 'h-pairs' or @id = 'verify-field' or @id = 'h-cases']"
        " | //*[@id = 'search-field' or @id = 'h-general' or @id = 'privacy']"
        " | //div[@class = 'face-to-face'][article[contains(@class, 'clash-claim')]][1]"
        " | //div[@aria-label = 'Map'] | //*[@id = 'shifts' or @id = 'unanswered' or @id = 'list-head']"
    )
    sheets = '//link[@rel="stylesheet"]'
    files = f'{sheets} | //link[@rel="preload" or @rel="icon"] | {SCRIPTS}'
    for page in site:
        if len(page.tree.xpath(sheets)) != 1 + len(page.tree.xpath(own)):
            yield page.address, f"{len(page.tree.xpath(sheets))} style sheets"
        for script in page.tree.xpath(f"{SCRIPTS}[not(@defer)]"):
            yield page.address, shown(script)
        if len(page.tree.xpath(files)) + 1 > 8:
            yield page.address, "more than eight requests"


@rule
def a_page_weighs_14_kb_at_most_or_little_more_than_its_words(site: Site) -> Broken:
    # Every claim stands in the whole map twice: drawn, and listed with what answers it.
    own = {"/": 25_000, "/claims": 25_000, "/map": 20_000}
    for page in site:
        most = own.get(page.address, 14_000)
        if long(page.address):
            words = "".join(page.tree.xpath("//text()[not(parent::script)]"))
            most = max(most, 2 * len(brotli.compress(words.encode(), quality=5)))
        if page.weight > most:
            yield page.address, f"{page.weight} bytes of {most}"


def long(address: str) -> bool:
    """Whether a page is mostly words of the sources, which weigh what they weigh.

    Whole articles, lists of quotes, the passages that pull apart or stand side by side,
    and the claims and changes with all that a reader opened.
    """
    return address == "/quotes" or address.startswith(
        ("/sources/", "/quotes?", "/gaps", "/compare?", "/claims?", "/changes?")
    )


@rule
def all_scripts_together_weigh_15_kb_at_most(site: Site) -> Broken:
    scripts = {str(src) for page in site for src in page.tree.xpath(f"{SCRIPTS}/@src")}
    answers = [
        site.client.get(script, headers={"Accept-Encoding": "br"})
        for script in sorted(scripts)
    ]
    weight = sum(int(answer.headers["content-length"]) for answer in answers)
    if not 0 < weight <= 15_000:
        yield "/", f"{weight} bytes: {sorted(scripts)}"


@rule
def the_heading_of_a_claim_says_its_side(site: Site) -> Broken:
    # Who goes from heading to heading does not hear where it stands. A claim's own page says
    # the side before its title.
    for page in site:
        for claim in page.tree.xpath("//article[@data-stance]"):
            (heading,) = claim.xpath("header | *[contains(@class, 'claim-text')]")
            side, *rest = heading.text_content().split()
            if (
                side.removesuffix(":") != claim.get("data-stance").capitalize()
                or not rest
            ):
                yield page.address, heading.text_content()


@rule
def browsers_may_keep_what_they_have_seen(site: Site) -> Broken:
    for page in site:
        if "no-store" in page.headers["cache-control"]:
            yield page.address, page.headers["cache-control"]


# --- maps --------------------------------------------------------------------------------


@rule
def the_map_around_a_claim_is_drawn_and_listed_alike(site: Site) -> Broken:
    # What nothing is around has no map.
    near = {slug: around for slug, around in neighbours(site).items() if around}
    for slug, around in near.items():
        if not around:
            continue  # no page leads to a map of one claim alone
        page = site.pages[f"/map?claim={slug}"]
        wanted = {f"/claims/{one}" for one in {slug, *around}}
        for place, found in {
            "drawn": drawn(page, "map"),
            "drawn for narrow screens": drawn(page, "map", "map-narrow"),
            "drawn for wide screens": drawn(page, "map", "map-wide"),
            "listed": claims_linked(page, "list"),
        }.items():
            if found != wanted:
                yield page.address, f"{place}: {sorted(found ^ wanted)}"


@rule
def the_map_of_a_claim_s_page_leads_where_its_lists_do(site: Site) -> Broken:
    mapped = 0
    for claim in site.records["claims"]:
        page = site.pages[f"/claims/{claim['id']}"]
        lists = ("narrower", "answered", "answers", "supported", "supports")
        wanted = {page.address}.union(*(claims_linked(page, part) for part in lists))
        for path in page.tree.find_class("breadcrumb"):
            wanted |= claims_among(path)
        found = drawn(page, "map")
        mapped += bool(found)
        if found != (wanted if len(wanted) > 1 else set()):
            yield page.address, f"drawn or listed alone: {sorted(found ^ wanted)}"
    if mapped <= 100:
        yield "/claims", f"only {mapped} claims have a map"


@rule
def the_number_around_a_claim_is_how_many_its_map_shows(site: Site) -> Broken:
    near = neighbours(site)
    seen = 0
    for page in site:
        if not page.address.startswith("/map?theme="):
            continue
        for link in page.tree.find_class("map-list-around"):
            seen += 1
            n = len(near[link.get("href").partition("claim=")[2]])
            opened = site.pages[link.get("href")]
            head = opened.tree.find_class("heading-text")[0].find(".//a")
            sizes = [
                len(list(svg.iter("a")))
                for drawing in opened.tree.find_class("map")
                for svg in drawing.iter("svg")
            ]
            told = [
                int(re.findall(r"\d+", one.text_content())[0]) for one in (link, head)
            ]
            if told != [n, n] or {*sizes} != {n + 1}:
                yield opened.address, f"{n}: told {told}, drawn {sizes}"
    if seen <= 100:
        yield "/map", f"only {seen} claims say how much is around them"


# They ask for a hundred claims.
IN_A_LARGE_DEBATE = {
    the_map_of_a_claim_s_page_leads_where_its_lists_do,
    the_number_around_a_claim_is_how_many_its_map_shows,
}


def neighbours(site: Site) -> dict[str, set[str]]:
    """Return what is around each claim: broader, narrower, and in relation to it."""
    pairs = [(one["from"], one["to"]) for one in site.records["relations"]]
    pairs += [(c["id"], c["parent"]) for c in site.records["claims"] if c["parent"]]
    return {
        claim["id"]: {b for a, b in pairs if a == claim["id"]}
        | {a for a, b in pairs if b == claim["id"]}
        for claim in site.records["claims"]
    }


def drawn(page: Page, *within: str) -> set[str]:
    """Return where the drawings lead, within elements of these classes."""
    parts = [page.tree]
    for name in within:
        parts = [inner for part in parts for inner in part.find_class(name)]
    return {
        a.get("href")
        for part in parts
        for svg in part.iter("svg")
        for a in svg.iter("a")
    }


def claims_linked(page: Page, where: str) -> set[str]:
    """Return the addresses of claims to which a part of the page leads, by its id."""
    part = page.one(f'//*[@id="{where}"]')
    return set() if part is None else claims_among(part)


def claims_among(part: html.HtmlElement) -> set[str]:
    # What a narrower claim in a list supports is said of it: no claim of that list.
    return {
        href
        for a in part.iter("a")
        if (href := a.get("href", "")).startswith("/claims/")
        and (a.getparent().get("class") or "") != "claim-parent"
    }


def classes(tag: html.HtmlElement) -> list[str]:
    """Return the classes of an element."""
    return (tag.get("class") or "").split()


def shown(tag: html.HtmlElement) -> str:
    """Return the beginning of an element, to be found by."""
    return str(html.tostring(tag, encoding="unicode", with_tail=False))[:150]
