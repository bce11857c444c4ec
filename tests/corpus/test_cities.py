import pytest

from corpus.gazetteer import city_of, resolve, table_lines

# name; metres above sea as commonly given; Köppen group; km to the sea, at least and at most; rank
KNOWN = (
    ("Quito", 2850, "C", 100, 250, "capital"),
    ("La Paz, Bolivia", 3700, "C", 250, 400, "capital"),
    ("Mexico City", 2240, "C", 200, 320, "capital"),
    ("Bogotá", 2600, "C", 200, 450, "capital"),
    ("Addis Ababa", 2355, "C", 450, 650, "capital"),
    ("Nairobi", 1680, "C", 380, 480, "capital"),
    ("Denver", 1609, "B", 1000, 1400, "seat"),
    ("Johannesburg", 1753, "C", 400, 520, "seat"),
    ("Kathmandu", 1330, "C", 600, 800, "capital"),
    ("Tehran", 1180, "B", 80, 130, "capital"),
    ("Kabul", 1790, "BD", 1000, 1300, "capital"),
    ("Madrid", 657, "BC", 280, 380, "capital"),
    ("Munich", 520, "CD", 250, 330, "seat"),
    ("Moscow", 150, "D", 580, 720, "capital"),
    ("Windhoek", 1655, "B", 230, 300, "capital"),
    ("Harare", 1490, "C", 400, 550, "capital"),
    ("Kigali", 1567, "AC", 900, 1200, "capital"),
    ("Ulaanbaatar", 1300, "BD", 1200, 1500, "capital"),
    ("Riyadh", 612, "B", 330, 420, "capital"),
    ("Ankara", 890, "BCD", 180, 260, "capital"),
    ("Guatemala City", 1500, "AC", 70, 110, "capital"),
    ("London", 25, "C", 20, 60, "capital"),
    ("Amsterdam", 5, "C", 0, 30, "capital"),
    ("Lagos", 11, "A", 0, 15, None),
    ("Jakarta", 8, "A", 0, 20, "capital"),
    ("Bangkok", 5, "A", 15, 45, "capital"),
    ("Mumbai", 14, "A", 0, 12, "seat"),
    ("Singapore", 10, "A", 0, 15, "capital"),
    ("Dhaka", 10, "A", 10, 220, "capital"),  # the map counts the wide tidal Meghna as sea
    ("Buenos Aires", 25, "C", 0, 15, "capital"),
    ("New York City", 30, "CD", 0, 15, None),
    ("Miami", 10, "A", 0, 12, None),
    ("Lima", 150, "B", 3, 18, "capital"),
    ("Cairo", 25, "B", 100, 180, "capital"),
    ("Manila", 10, "A", 0, 8, "capital"),
    ("Dar es Salaam", 25, "A", 0, 12, "seat"),
    ("Beira", 6, "A", 0, 8, "seat"),
    ("Maputo", 40, "AB", 0, 8, "capital"),
    ("Dakar", 25, "B", 0, 5, "capital"),
    ("Alexandria, Egypt", 8, "B", 0, 8, "seat"),
    ("Reykjavik", 25, "CD", 0, 5, "capital"),
    ("Chicago", 180, "D", 800, 1200, None),
)


@pytest.mark.parametrize(("name", "elevation", "climate", "least", "most", "rank"), KNOWN)
def test_a_well_known_city_has_the_values_that_everyone_knows(
    name: str, elevation: int, climate: str, least: float, most: float, rank: str | None
) -> None:
    city = resolve(name)
    assert city.elevation is not None
    assert abs(city.elevation - elevation) <= 120
    assert city.climate[0] in climate
    assert city.coast_km is not None
    assert least <= city.coast_km <= most
    assert rank is None or city.rank == rank


def test_the_table_is_whole_and_its_values_are_in_their_ranges() -> None:
    cities = [city_of(line) for line in table_lines()]
    assert len(cities) == len({city.id for city in cities}) > 34_000
    assert [c.population for c in cities] == sorted((c.population for c in cities), reverse=True)
    for city in cities:
        assert -90 <= city.latitude <= 90
        assert -180 <= city.longitude <= 180
        assert city.elevation is None or -450 <= city.elevation <= 5200
        assert city.coast_km is not None
        assert 0 <= city.coast_km < 2700
        assert city.country != city.country_code
        assert city.ascii_name.isascii()


def test_what_is_not_known_is_none_and_never_nought() -> None:
    cities = [city_of(line) for line in table_lines()]
    assert sum(city.elevation is None for city in cities) > 1000
    assert sum(city.climate == "" for city in cities) < 20
