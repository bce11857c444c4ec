import pytest
import spacy

from corpus.case import load_cases
from corpus.gazetteer import find
from ingest.places.mentions import Mention, find_places, main_place
from ingest.places.scan import scan
from ingest.places.tagger import tagged, trained, weigh


def cities(*pages: str) -> list[str]:
    """Labels of the cities found, in reading order."""
    return [m.city.label if m.city else f"{m.text}, {m.country_code}" for m in found(*pages)]


def found(*pages: str) -> list[Mention]:
    return [m for m in find_places(pages) if m.kind == "city"]


PAGES = (
    "Peers from Quito, Cuenca and Guayaquil met.\n\nBOGOTÁ LAUNCHES CARE BLOCKS\n",
    "In the Kenyan town of Thika, and in Ciudad de México, meters are read by women.",
    "São Paulo’s plan, Nur-Sultan's belt; St. Louis, Missouri; Xi'an; N'Djamena; Port-au-Prince, Haiti.",
)


def test_every_mention_is_a_slice_of_its_page_in_reading_order() -> None:
    mentions = find_places(PAGES)
    assert len(mentions) >= 12
    for mention in mentions:
        assert PAGES[mention.page_index][mention.start : mention.end] == mention.text
        assert 0.5 <= mention.confidence <= 1
    order = [(m.page_index, m.start, m.end) for m in mentions]
    assert order == sorted(order)
    ends: dict[int, int] = {}
    for page, start, end in order:
        assert start >= ends.get(page, 0), "mentions overlap"
        ends[page] = end


def test_lists_capitals_possessives_hyphens_and_apostrophes_are_read() -> None:
    assert cities(*PAGES) == [
        "Quito, Ecuador",
        "Cuenca, Ecuador",
        "Guayaquil, Ecuador",
        "Bogotá, Colombia",
        "Thika, Kenya",
        "Mexico City, Mexico",
        "São Paulo, Brazil",
        "Astana, Kazakhstan",
        "St. Louis, United States",
        "Xi’an, China",
        "N'Djamena, Chad",
        "Port-au-Prince, Haiti",
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Cordoba, Spain, shades its courtyards.", "Córdoba, Spain"),
        ("The Argentine city of Córdoba recycles tyres.", "Córdoba, Argentina"),
        ("Hyderabad, Sindh, loses water.", "Hyderabad, Pakistan"),
        ("Libya's capital Tripoli has few buses.", "Tripoli, Libya"),
        ("Tripoli in Lebanon sorts waste.", "Tripoli, Lebanon"),
        ("Merida (Venezuela) closed its cable car.", "Mérida, Venezuela"),
        ("Perth, Scotland, built flood gates.", "Perth, United Kingdom"),
        ("Vancouver, WA, widened its quay.", "Vancouver, United States"),
        ("The Spanish ministry paid for León.", "León, Spain"),
        ("Armenia, Colombia, rebuilt its centre.", "Armenia, Colombia"),
        ("Old Bombay was seven islands.", "Mumbai, India"),
    ],
)
def test_what_stands_beside_a_name_tells_which_city_it_is(text: str, label: str) -> None:
    assert cities(text) == [label]


def test_a_region_tells_cities_of_one_country_apart() -> None:
    one, other = found("Portland, Oregon, and Portland, Maine, met."), found("Portland, ME, met.")
    assert [m.city.admin for m in (*one, *other) if m.city] == ["OR", "ME", "ME"]


def test_a_name_means_on_a_later_page_what_it_meant_beside_its_country() -> None:
    first = "Valencia, Venezuela, lost its water supply."
    assert cities(first, "Valencia now trucks water in.") == ["Valencia, Venezuela"] * 2
    assert cities("Valencia now trucks water in.") == ["Valencia, Spain"]


@pytest.mark.parametrize(
    "text",
    [
        "It was a nice idea. Reading the minutes helps. Mobile clinics came in March.",
        "Jackson said so, and Charlotte Brontë, Dr. Victoria Amadi and Mr. Lagos agreed.",
        "Michael Jordan met Chad Smith.",
        "Boston Consulting Group, Manchester United and Bangkok Bank paid.",
        "Victoria Street, Lake Victoria and Kent County are no cities.",
        "The Paris Agreement, the Kyoto Protocol, the Sendai Framework and the Leipzig Charter bind.",
        "The University of Cape Town studied Washington's policy.",
        "New York State, São Paulo state and the province of Quebec set the code.",
        "HOW READING BECAME NICE",
    ],
)
def test_words_persons_organisations_treaties_and_regions_are_no_cities(text: str) -> None:
    assert cities(text) == []


def test_ambiguous_words_are_cities_where_something_says_so() -> None:
    text = "She was born in Nice. Mobile, Alabama, raised its quay. The mayor of Reading, in England, signed."
    assert cities(text) == [
        "Nice, France",
        "Mobile, United States",
        "Reading, United Kingdom",
    ]


def test_a_country_is_no_city_though_its_capital_bears_its_name() -> None:
    mentions = find_places(["Mexico and Guatemala signed. Singapore and Panama City did not."])
    told = [(m.text, m.kind, m.country_code) for m in mentions]
    assert told == [
        ("Mexico", "country", "MX"),
        ("Guatemala", "country", "GT"),
        ("Singapore", "city", "SG"),
        ("Panama City", "city", "PA"),
    ]


def test_a_part_of_a_city_named_with_it_counts_as_the_city_only() -> None:
    assert cities("Soweto, Johannesburg, was mapped.") == ["Johannesburg, South Africa"]
    assert cities("Kibera in Nairobi was mapped.") == ["Nairobi, Kenya"]


def test_a_town_of_no_table_is_found_beside_its_country() -> None:
    mention = found("The town of Inhassoro in Mozambique moved its market.")[0]
    assert (mention.text, mention.city, mention.country_code) == ("Inhassoro", None, "MZ")


def test_a_family_name_is_no_city_once_the_person_was_introduced() -> None:
    assert cities("Anna Santos sells fruit. Later Santos went online.") == []


def test_empty_pages_hold_no_places() -> None:
    assert find_places([]) == find_places(["", " \n "]) == ()
    assert main_place(()) is None


def test_text_of_one_word_over_and_over_is_read_to_its_end() -> None:
    assert len(find_places(["Nairobi paid, and then " * 3000])) == 3000


def test_the_city_that_a_document_is_about_is_named_often_and_first() -> None:
    text = (
        "Kisumu moved its market. Nairobi watched, and Nairobi paid. Kisumu and Kisumu's peers met."
    )
    about = main_place(find_places([text]))
    assert about
    assert about.city
    assert about.city.label == "Kisumu, Kenya"
    assert (about.page_index, about.start) == (0, 0)


def test_nearly_every_case_study_is_about_the_city_that_is_found_most() -> None:
    right, named, cases = 0, 0, 0
    for case in load_cases():
        own, mentions = find(case.city, case.country), find_places([case.text()])
        about = main_place(mentions)
        cases += 1
        named += any(m.city and own and m.city.id == own.id for m in mentions)
        right += bool(about and about.city and own and about.city.id == own.id)
    assert cases == 156
    assert named >= 0.98 * cases
    assert right >= 0.97 * cases


def test_a_tagger_that_calls_a_name_a_person_speaks_against_a_city() -> None:
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [{"label": "PERSON", "pattern": "Surat"}, {"label": "GPE", "pattern": "Pune"}]
    )
    text = "Surat and Pune met."
    tags = tagged(text, pipeline)
    surat, pune = scan(text, 0).spans
    assert weigh(tags, surat) < 0 < weigh(tags, pune)
    assert tagged(text, None) == []


def test_nothing_needs_a_trained_pipeline() -> None:
    assert trained() is None or "ner" in trained().pipe_names  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "Roman concrete, Portland cement and lime mortar behave differently.",
        "A Leyden jar was shown at the science bus.",
        "Two Wellington boots were left at the depot.",
        "Critics say Beijing's new subsidy rules will push prices down.",
        "Brussels has proposed tighter limits, and member states have until autumn.",
        "Cairo accused its neighbour of filling the dam before the treaty was signed.",
        "Kreuzberg's residents voted on the superblock; Queens and Ottakring did not.",
        "Liverpool beat Everton 2–1 while the council was voting.",
        "Savannah, 34, sells phone credit from a folding table.",
        "According to Lincoln and Burlington (2017), shade halves the dose.",
        "Along the Hudson the mills became flats.",
    ],
)
def test_things_governments_boroughs_teams_people_and_rivers_called_like_cities_are_none(
    text: str,
) -> None:
    assert cities(text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("A Lima bus company kept its trees.", "Lima, Peru"),
        ("Brussels redrew its traffic plan, and the mayor cycled through.", "Brussels, Belgium"),
        ("Moscow gave its river embankments to walkers.", "Moscow, Russia"),
        ("The museum in Cairo said that the treaty is on show.", "Cairo, Egypt"),
        ("Split's harbour authority moved the ferries.", "Split, Croatia"),
        ("Angers bought trams that take power from the ground.", "Angers, France"),
        ("Worcester, Mass., put its plough routes online.", "Worcester, United States"),
        ("London, Ont., bought two buses.", "London, Canada"),
        ("Dunkirk, N.Y., sells bus tickets in shops.", "Dunkirk, US"),
        ("Sedona, Arizona, meters its trailheads.", "Sedona, US"),
        ("Hamilton has a Waikato river plan agreed with iwi.", "Hamilton, New Zealand"),
        ("Valencia fills its river bed. Its Venezuelan namesake does not.", "Valencia, Spain"),
        ("Ouaga's central market burned down.", "Ouagadougou, Burkina Faso"),
    ],
)
def test_what_towns_do_and_own_and_the_regions_beside_them_tell_a_city(
    text: str, label: str
) -> None:
    assert cities(text) == [label]
