import datetime as dt
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.assistant import ABSTAINED, Assistant
from assistant.catalogue import FILE, Catalogue
from assistant.facets import FIXED, UNKNOWN, Facet, Values, facets_of, label_of
from assistant.filter_words import given, read
from assistant.filters import Chosen, meets
from corpus.case import load_cases
from corpus.errors import BadValue
from corpus.nouns import Document
from index.library import Library
from ingest.pipeline import ingest

FLOODING = "flooding"


def values_of(assistant: Assistant, doc_id: str) -> Values:
    (document,) = assistant.library.store.documents([doc_id])
    return facets_of(document)


def plain(**meta: str) -> Document:
    return Document("r", "R", "document", "text/plain", "00", "/r.txt", (), (), dict(meta))


def ids(answer: Answer) -> set[str]:
    return {p.case_id for p in answer.practices} | {d.doc_id for d in answer.documents}


def test_every_bundled_case_has_a_value_of_every_facet_that_can_be_filtered_for(
    assistant: Assistant,
) -> None:
    held = assistant.catalogue.held()
    assert len(held) == len(list(load_cases()))
    for values, facet in product(held.values(), Facet):
        assert values[facet]
        assert set(values[facet]) <= {*FIXED.get(facet, values[facet]), UNKNOWN}
        for value in values[facet]:
            assert meets(values, read({facet: [value]}, [values]))
            assert meets(values, read({facet: [label_of(facet, value)]}, [values]))


def test_a_case_has_the_values_of_its_front_matter_its_country_and_its_city(
    assistant: Assistant,
) -> None:
    values = values_of(assistant, "dakar-municipal-bond")
    assert values[Facet.COUNTRY] == ("SN",)
    assert values[Facet.REGION] == ("Africa", "Western Africa")
    assert values[Facet.INCOME] == ("lower_middle",)
    assert values[Facet.CLIMATE] == ("arid",)
    assert values[Facet.CITY_SIZE] == ("1m_to_5m",)
    assert values[Facet.YEAR] == ("2013", "2014", "2015")
    assert values[Facet.OUTCOME] == ("failure",)
    assert values[Facet.LANGUAGE] == ("en",)
    assert values[Facet.COLLECTION] == ("case_studies",)


def test_work_that_goes_on_lasts_until_this_year(assistant: Assistant) -> None:
    years = values_of(assistant, "marikina-river-rehabilitation")[Facet.YEAR]
    assert (years[0], years[-1]) == ("1993", str(dt.datetime.now(tz=dt.UTC).year))


def test_what_is_not_known_of_a_document_is_a_value_that_matches_nothing_else() -> None:
    values = facets_of(plain())
    assert values[Facet.COLLECTION] == ("your_documents",)
    for facet in set(Facet) - {Facet.COLLECTION, Facet.LANGUAGE}:
        assert values[facet] == (UNKNOWN,)
        assert meets(values, {facet: (UNKNOWN,)})
        assert not any(meets(values, {facet: (value,)}) for value in FIXED.get(facet, ()))
    assert not meets(values, {Facet.YEAR: ("1800..2100",)})
    assert facets_of(plain(language="fr"))[Facet.LANGUAGE] == ("fr",)


def test_a_country_without_an_income_group_is_found_under_unknown_only(
    assistant: Assistant,
) -> None:
    values = values_of(assistant, "addis-ababa-light-rail")
    assert values[Facet.INCOME] == (UNKNOWN,)
    assert not meets(values, {Facet.INCOME: FIXED[Facet.INCOME]})


@pytest.mark.parametrize(
    ("text", "facet", "values"),
    [
        ("topic=waste", Facet.TOPIC, ("waste_circular_economy",)),
        ("Topics: Water Flooding", Facet.TOPIC, ("water_flooding",)),
        ("topic=transport, waste", Facet.TOPIC, ("mobility", "waste_circular_economy")),
        ("hazard=extreme heat", Facet.HAZARD, ("extreme_heat",)),
        ("sdg=6", Facet.SDG, ("6",)),
        ("SDG=SDG 6,sdg13", Facet.SDG, ("6", "13")),
        ("sdg=peace, justice and strong institutions", Facet.SDG, ("16",)),
        ("region=latin america", Facet.REGION, ("Latin America and the Caribbean",)),
        ("country=BD", Facet.COUNTRY, ("BD",)),
        ("country=bangladesh, Viet Nam", Facet.COUNTRY, ("BD", "VN")),
        ("country=Chad", Facet.COUNTRY, ("TD",)),
        ("income group=Lower middle income", Facet.INCOME, ("lower_middle",)),
        ("income=low", Facet.INCOME, ("low",)),
        ("climate=Tropical", Facet.CLIMATE, ("tropical",)),
        ("city_size=under 300,000 people", Facet.CITY_SIZE, ("under_300k",)),
        ("size=1 to 5 million", Facet.CITY_SIZE, ("1m_to_5m",)),
        ("year=2010..2020", Facet.YEAR, ("2010..2020",)),
        ("year=2010–2020", Facet.YEAR, ("2010..2020",)),
        ("year=2010s, 1987", Facet.YEAR, ("2010s", "1987")),
        ("year=..1999", Facet.YEAR, ("..1999",)),
        ("outcome=failed,failure", Facet.OUTCOME, ("failure",)),
        ("language=English", Facet.LANGUAGE, ("en",)),
        ("collection=your documents", Facet.COLLECTION, ("your_documents",)),
        ("hazard=not known", Facet.HAZARD, (UNKNOWN,)),
    ],
)  # fmt: skip
def test_filters_are_read_in_any_common_spelling(
    assistant: Assistant, text: str, facet: Facet, values: tuple[str, ...]
) -> None:
    assert assistant.chosen(given([text])) == {facet: values}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mood=good", "Facets are: topic, hazard, SDG, region, country, income group"),
        ("waste", "facet=value"),
        ("=waste", "facet=value"),
        ("topic=", "facet=value"),
        ("topic=purple", "What there is: water and flooding, .*, local economy, unknown"),
        ("topic=waste,purple", "'purple' is no topic"),
        ("hazard=flood", "rain flood, river flood, coastal flood"),
        ("sdg=18", "'18' is no SDG"),
        ("country=Narnia", "What there is: Argentina, .*Zambia, unknown"),
        ("year=20x0", "2010..2020"),
        ("year=2020..2010", "no year"),
        ("year=2015s", "no year"),
        ("year=0001..9999", "1800 to 2100"),
        ("outcome=" + "x" * 5000, "^'x{60}' is no outcome"),
    ],
)
def test_what_is_not_understood_is_refused_with_what_there_is(
    assistant: Assistant, text: str, words: str
) -> None:
    with pytest.raises(BadValue, match=words):
        assistant.ask("flooding", filters=given([text]))


def test_a_filter_without_a_value_is_refused(assistant: Assistant) -> None:
    with pytest.raises(BadValue, match="names no value"):
        assistant.ask("flooding", filters={"topic": []})


@pytest.mark.parametrize(
    ("span", "held"),
    [
        ("2015", True), ("2016", False), ("2012", False), ("2010s", True), ("2000s", False),
        ("2015..2040", True), ("..2013", True), ("2016..", False), ("1800..2100", True),
    ],
)  # fmt: skip
def test_a_span_of_years_is_met_by_work_in_any_year_of_it(
    assistant: Assistant, span: str, held: bool
) -> None:
    values = values_of(assistant, "dakar-municipal-bond")
    assert meets(values, read({"year": [span]})) is held


def test_values_of_one_facet_widen_and_further_facets_narrow(assistant: Assistant) -> None:
    catalogue = assistant.catalogue
    some = read({"outcome": ["failed", "worked"], "topic": ["mobility"]})
    expected = {
        doc_id
        for doc_id, values in catalogue.held().items()
        if values[Facet.OUTCOME][0] in ("failure", "success") and "mobility" in values[Facet.TOPIC]
    }
    assert catalogue.matching(some) == expected
    assert len(expected) > 5


FILTERS: tuple[dict[str, list[str]], ...] = (
    {"topic": ["waste"]},
    {"region": ["Africa"], "outcome": ["partial"]},
    {"income": ["low"], "year": ["2010..2020"]},
    {"country": ["Kenya", "BD"], "hazard": ["rain flood"], "city_size": ["1 to 5 million"]},
    {"country": ["Chad"]},
    {"outcome": ["failure"], "topic": ["energy"]},
    {"climate": ["unknown"]},
)


@pytest.mark.parametrize("filters", FILTERS)
def test_nothing_is_shown_that_does_not_meet_the_filters_and_nothing_else_is_left_out(
    assistant: Assistant, filters: dict[str, list[str]]
) -> None:
    everything = assistant.ask(FLOODING, k=50)
    assert everything.found <= 50 or len(everything.practices) == 50
    chosen = assistant.chosen(filters)
    answer = assistant.ask(FLOODING, k=50, filters=filters)
    meeting = assistant.catalogue.matching(chosen)
    assert ids(answer) <= meeting
    assert ids(answer) >= ids(everything) & meeting
    assert answer.abstained == (answer.reason is not None) == (not ids(answer))


def rows(answer: Answer, chosen: Chosen) -> Iterator[tuple[str, str, int]]:
    for row in answer.facets:
        if row.facet not in chosen:
            yield row.facet, row.value, row.count


@pytest.mark.parametrize("filters", [{}, *FILTERS[:4]])
def test_a_count_is_the_number_of_answers_that_its_filter_gives(
    assistant: Assistant, filters: dict[str, list[str]]
) -> None:
    chosen = assistant.chosen(filters)
    answer = assistant.ask(FLOODING, k=1, filters=filters)
    counted = list(rows(answer, chosen))
    # where nothing is found there is nothing to count
    assert {facet for facet, _, _ in counted} == (
        set(Facet) - set(chosen) if answer.found else set()
    )
    for facet, value, count in counted[::4]:
        narrowed = assistant.ask(FLOODING, k=1, filters={**filters, facet: [value]})
        assert narrowed.found == count > 0, (facet, value)


def test_a_facet_that_is_filtered_for_still_counts_its_other_values(assistant: Assistant) -> None:
    filters = {"region": ["Africa"], "outcome": ["partial"]}
    answer = assistant.ask(FLOODING, filters=filters)
    regions = [row for row in answer.facets if row.facet == "region"]
    assert [row.label for row in regions if row.chosen] == ["Africa"]
    assert {"Asia", "Europe"} <= {row.label for row in regions}
    for row in regions:
        other = assistant.ask(FLOODING, filters={**filters, "region": [row.value]})
        assert other.found == row.count


def test_counts_do_not_hang_on_how_many_are_shown(assistant: Assistant) -> None:
    few, many = assistant.ask(FLOODING, k=1), assistant.ask(FLOODING, k=50)
    assert (few.found, few.facets) == (many.found, many.facets)


def test_a_filter_that_no_document_meets_says_so_and_what_is_without_it(
    assistant: Assistant,
) -> None:
    answer = assistant.ask(FLOODING, filters={"country": ["Chad"]})
    without = assistant.ask(FLOODING).found
    assert (answer.abstained, answer.found, ids(answer)) == (True, 0, set())
    assert answer.reason == (
        "No case study or document in the collection has country 'Chad'. "
        f"Without the filter there are {without} answers."
    )


def test_filters_that_only_together_are_met_by_nothing_name_the_one_to_take_out(
    assistant: Assistant,
) -> None:
    filters = {"outcome": ["failure"], "country": ["Vietnam"]}
    assert not assistant.catalogue.matching(assistant.chosen(filters))
    reason = assistant.ask(FLOODING, filters=filters).reason or ""
    without = assistant.ask(FLOODING, filters={"country": ["Vietnam"]}).found
    assert without
    assert "No case study or document in the collection has country 'Vietnam'" in reason
    assert f"Without the filter outcome there are {without} answers." in reason


def test_filters_that_are_met_by_something_else_than_an_answer_say_that(
    assistant: Assistant,
) -> None:
    filters = {"outcome": ["failure"], "topic": ["energy", "digital"]}
    holding = len(assistant.catalogue.matching(assistant.chosen(filters)))
    reason = assistant.ask(FLOODING, filters=filters).reason or ""
    assert holding > 1
    assert reason.startswith(
        f"The collection has {holding} case studies or documents with topic 'energy and buildings' or "
        "'data and digital services', and outcome 'failed', but none of them answers this question."
    )


def test_a_question_that_nothing_answers_is_not_blamed_on_the_filter(assistant: Assistant) -> None:
    question = "best recipe for apple pie"
    assert assistant.ask(question).reason == ABSTAINED
    reason = assistant.ask(question, filters={"country": ["Kenya"]}).reason or ""
    assert "Without filters nothing here answers it either" in reason


def test_own_documents_are_counted_and_can_be_filtered_for(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "report.txt").write_text("Mangroves keep the coast from flooding in the storm.")
    ingest(library, [tmp_path / "report.txt"])
    helper = Assistant(library)
    answer = helper.ask("mangroves flooding coast", filters={"source": ["your documents"]})
    assert ids(answer) == {"report"}
    unknown = {row.facet for row in answer.facets if row.value == UNKNOWN}
    assert unknown == set(Facet) - {Facet.COLLECTION, Facet.LANGUAGE}
    refused = helper.ask("mangroves flooding coast", filters={"outcome": ["worked"]})
    assert (refused.abstained, ids(refused)) == (True, set())


def test_the_catalogue_follows_the_store_and_survives_the_loss_of_its_file(
    library: Library, tmp_path: Path
) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Trees {number} and shade in the street.")
    ingest(library, [tmp_path / "0.txt", tmp_path / "1.txt"])
    catalogue = Catalogue(library)
    assert len(catalogue.held()) == 2
    ingest(library, [tmp_path / "2.txt"])
    assert len(catalogue.held()) == 3
    path = library.home / "cache" / FILE
    for content in (b"", b"null", b"[]", b'{"mark": 1}', path.read_bytes()[:-9], None):
        path.unlink() if content is None else path.write_bytes(content)
        assert Catalogue(library).held() == catalogue.held()
    assert Catalogue(library).held() == catalogue.held()  # now from the file
