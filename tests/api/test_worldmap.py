import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.worldmap import (
    HEIGHT,
    OUTLINE,
    ROBINSON,
    WHOLE,
    WIDTH,
    Frame,
    Point,
    around,
    outline,
    project,
    spots,
)
from bench.worldmap import pieces
from corpus.gazetteer import city_of, table_lines

points = st.builds(Point, st.floats(50, WIDTH - 50), st.floats(50, HEIGHT - 50))


def test_greenwich_and_the_equator_are_where_robinson_puts_them() -> None:
    assert project(0, 0).x == WIDTH / 2
    assert project(0, 180).x == pytest.approx(WIDTH)
    assert project(0, -180).x == pytest.approx(0)
    assert project(45, 180).x - WIDTH / 2 == pytest.approx(0.8962 * WIDTH / 2)


def test_a_world_from_pole_to_pole_is_as_high_as_robinson_has_it() -> None:
    height = project(-90, 0).y - project(90, 0).y
    assert height / WIDTH == pytest.approx(0.5072, abs=1e-4)


def test_between_two_rows_of_the_table_a_place_lies_halfway() -> None:
    north, middle, south = (project(latitude, 100) for latitude in (45, 42.5, 40))
    assert middle.y == pytest.approx((north.y + south.y) / 2)
    assert middle.x == pytest.approx((north.x + south.x) / 2)
    assert len(ROBINSON) == 90 / 5 + 1


def test_every_city_of_the_table_lies_in_the_drawing() -> None:
    cities = map(city_of, table_lines())
    places = [project(city.latitude, city.longitude) for city in cities]
    assert all(0 <= p.x <= WIDTH and 0 <= p.y <= HEIGHT for p in places)


def test_the_outline_is_small_plain_path_data_within_the_drawing() -> None:
    assert OUTLINE.stat().st_size < 25_000
    assert re.fullmatch(r"(M\d+ \d+l[-\d ]+z)+", outline())
    for ring in outline().removesuffix("z").split("z"):
        start, steps = ring[1:].split("l")
        x, y = map(int, start.split())
        numbers = list(map(int, re.findall(r"-?\d+", steps)))
        for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + step_x, y + step_y
            assert 0 <= x <= WIDTH
            assert -1 <= y <= HEIGHT + 1


def test_the_cities_of_the_world_lie_on_the_land_of_the_outline() -> None:
    inland = [
        (-33.4, -70.6),
        (52.5, 13.4),
        (28.6, 77.2),
        (-15.4, 28.3),
        (39.7, -105.0),
        (-23.7, 133.9),
    ]
    for latitude, longitude in inland:
        assert is_on_land(project(latitude, longitude))
    for latitude, longitude in [(0.0, -150.0), (-40.0, -20.0), (-30.0, 80.0)]:
        assert not is_on_land(project(latitude, longitude))


def is_on_land(point: Point) -> bool:
    """Even-odd rule over all rings."""
    inside = False
    for ring in outline().removesuffix("z").split("z"):
        start, steps = ring[1:].split("l")
        x, y = map(int, start.split())
        corners = [(x, y)]
        numbers = list(map(int, re.findall(r"-?\d+", steps)))
        for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
            corners.append((corners[-1][0] + step_x, corners[-1][1] + step_y))
        for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
            across = (y0 > point.y) != (y1 > point.y)
            if across and point.x < (x1 - x0) * (point.y - y0) / (y1 - y0) + x0:
                inside = not inside
    return inside


def test_land_across_the_180th_meridian_is_drawn_at_both_edges() -> None:
    ring = [(170.0, 60.0), (-170.0, 60.0), (-170.0, 70.0), (170.0, 70.0), (170.0, 60.0)]
    drawn = list(pieces(ring))
    assert len(drawn) == 2
    assert {max(abs(x) for x, _ in piece) for piece in drawn} == {180.0}
    assert all(max(x for x, _ in piece) - min(x for x, _ in piece) == 10 for piece in drawn)


@given(st.lists(points, max_size=9))
def test_numbers_never_cover_each_other_and_stay_in_the_drawing(places: list[Point]) -> None:
    found = spots(places, 13, WHOLE)
    assert [spot.place for spot in found] == places
    badges = [spot.badge for spot in found]
    for at, badge in enumerate(badges):
        assert 13 <= badge.x <= WIDTH - 13
        assert 13 <= badge.y <= HEIGHT - 13
        assert all(math.dist(badge, other) >= 26 for other in badges[:at])


def test_a_number_stands_on_its_place_where_there_is_room() -> None:
    one, other = spots([Point(300, 200), Point(600, 200)], 13, WHOLE)
    assert not one.apart
    assert not other.apart
    assert [spot.apart for spot in spots([Point(300, 200)] * 2, 13, WHOLE)] == [False, True]


@given(st.lists(points, min_size=1, max_size=9))
def test_a_closer_look_holds_every_place_and_nothing_outside_the_drawing(
    places: list[Point],
) -> None:
    frame = around(places, 420)
    assert frame.width >= 420
    assert Frame(0, 0, 0, 0) <= frame
    assert frame.left + frame.width <= WIDTH + 1e-6
    assert frame.top + frame.height <= HEIGHT + 1e-6
    for place in places:
        assert frame.left <= place.x <= frame.left + frame.width
        assert frame.top <= place.y <= frame.top + frame.height
