"""How the sources of a debate are cited: of many, another process writes it."""

import multiprocessing

from app.citations import cited_sources
from app.citations.cited_sources import citations, sources_being_cited
from app.compile.compiler import compiled_seeds
from app.domain.vocabulary import Style


def test_each_source_is_cited_in_every_style(world):
    data, _ = compiled_seeds(world)

    cited = citations(data.sources, data.release)

    assert len(cited) == len(data.sources)
    for one in cited:
        assert len(one["cited"].split("\n")) == len(Style)
        assert len(one["cited_in_text"].split("\n")) == len(Style)


def test_many_sources_are_cited_alike_in_another_process(world, monkeypatch):
    data, _ = compiled_seeds(world)
    monkeypatch.setattr(cited_sources, "_MANY", 2)

    with sources_being_cited(data.sources, data.release) as cited:
        beside = len(multiprocessing.active_children())
        elsewhere = cited()

    assert beside == 1
    assert elsewhere == citations(data.sources, data.release)


def test_a_few_sources_are_cited_without_another_process(world):
    data, _ = compiled_seeds(world)

    with sources_being_cited(data.sources, data.release) as cited:
        assert cited() == citations(data.sources, data.release)
        assert not multiprocessing.active_children()
