import math
import re
from itertools import pairwise

import pytest
from lxml import etree
from markupsafe import Markup

from api.pages.chart import chart
from api.pages.chart_drawing import LEFT, RIGHT
from api.pages.chart_scale import ends, position
from assistant.flags import value_shown
from assistant.profile import Origin, Value
from assistant.report import Flag, ShownValue, TransplantReport, Verdict
from corpus.attributes import ATTRIBUTES, BY_KEY, Scale
from corpus.vocabulary import Dimension, label

SVG = "{http://www.w3.org/2000/svg}"
NASTY = "</svg><script>alert(1)</script>\"'&{}"


def value(key: str, raw: float | str | tuple[str, ...] | None) -> ShownValue:
    return value_shown(key, Value(raw, Origin.UNKNOWN if raw is None else Origin.STATED))


def flag(dimension: Dimension, *pairs: tuple[ShownValue, ShownValue]) -> Flag:
    return Flag(
        dimension=dimension,
        verdict=Verdict.UNKNOWN,
        weight=0.5,
        sentence="",
        origin_values=tuple(one for one, _ in pairs),
        recipient_values=tuple(other for _, other in pairs),
        evidence=(),
        precedents=(),
        next_step="",
        explain={},
    )


def report(*flags: Flag, origin: str | None = "Bogotá, Colombia") -> TransplantReport:
    return TransplantReport(
        practice="Bike share",
        practice_id=None,
        origin=origin,
        city="Beira, Mozambique",
        understood=(),
        degree="adapt",
        fit=0.5,
        risk=0.5,
        risk_in_words="",
        warnings=(),
        keep=(),
        change=(),
        check_first=(),
        flags=flags,
        cities=(),
        networks=(),
    )


SEWER = flag(Dimension.URBAN_FORM, (value("sewer", 80.0), value("sewer", 20.0)))
INCOME = flag(Dimension.FINANCE, (value("income", "upper_middle"), value("income", None)))
LEGAL = flag(Dimension.LEGAL, (value("legal", "civil"), value("legal", "mixed")))
CHAMPION = flag(Dimension.POLITICAL, (value("champion", None), value("champion", None)))
BARE = flag(Dimension.LAND)


def tree(drawing: Markup) -> etree._Element:
    return etree.fromstring(f'<div xmlns="http://www.w3.org/2000/svg">{drawing}</div>')[0]


def marks(drawing: Markup) -> tuple[list[float], list[float]]:
    """Per cent across of the circles and of the diamonds, without those of the key."""
    root = tree(drawing)
    circles = [float(e.get("cx", "").rstrip("%")) for e in root.iter(f"{SVG}circle")]
    diamonds = [float(e.get("x", "").rstrip("%")) for e in root.iter(f"{SVG}svg") if e is not root]
    return circles[1:], diamonds[1:]


def test_each_city_stands_where_its_value_is_on_the_scale() -> None:
    circles, diamonds = marks(chart(report(SEWER)).drawing)
    assert circles == [LEFT + 0.8 * (RIGHT - LEFT)]
    assert diamonds == [LEFT + 0.2 * (RIGHT - LEFT)]


def test_what_is_not_known_is_said_and_never_drawn() -> None:
    drawing = chart(report(INCOME)).drawing
    circles, diamonds = marks(drawing)
    assert len(circles) == 1
    assert diamonds == []
    assert "◆\xa0not\xa0known" in drawing


def test_an_attribute_that_both_cities_have_is_drawn_before_one_that_one_has() -> None:
    mixed = flag(
        Dimension.FINANCE,
        (value("own_revenue", None), value("own_revenue", 30.0)),
        (value("income", "low"), value("income", "high")),
    )
    circles, diamonds = marks(chart(report(mixed)).drawing)
    assert (circles, diamonds) == ([LEFT], [RIGHT])


def test_what_has_no_line_is_named_with_the_reason() -> None:
    drawn = chart(report(SEWER, LEGAL, CHAMPION, BARE))
    assert drawn.left_out == (
        "Law and rules: legal tradition has no order (civil, mixed).",
        "Political leadership, Land: nothing is known that could be compared.",
    )


def test_every_dimension_is_drawn_or_named() -> None:
    flags = [flag(d) for d in Dimension if d is not Dimension.URBAN_FORM]
    told = " ".join(chart(report(SEWER, *flags)).left_out)
    assert all(label(found.dimension).capitalize() in told for found in flags)


def test_without_a_city_to_compare_with_nothing_is_drawn() -> None:
    alone = SEWER.model_copy(update={"origin_values": ()})
    assert chart(report(alone, origin=None)) == ("", ())


def test_without_any_scale_there_is_no_drawing_but_the_reasons() -> None:
    drawn = chart(report(LEGAL))
    assert drawn.drawing == ""
    assert len(drawn.left_out) == 1


def test_the_drawing_is_named_for_those_who_hear_it() -> None:
    root = tree(chart(report(SEWER, INCOME)).drawing)
    assert root.get("role") == "img"
    ids = {e.get("id"): e.text or "" for e in root if e.get("id")}
    assert [ids[i] for i in (root.get("aria-labelledby") or "").split()] == [
        "Bogotá and Beira side by side",
        "Where both cities stand on 2 dimensions. The table below has every value in words.",
    ]


def test_names_cannot_break_out_of_the_drawing() -> None:
    nasty = SEWER.recipient_values[0].model_copy(update={"value": f"20 % {NASTY}", "label": NASTY})
    held = SEWER.model_copy(update={"recipient_values": (nasty,), "origin_values": (nasty,)})
    drawing = chart(report(held).model_copy(update={"city": NASTY, "origin": NASTY})).drawing
    assert "<script" not in drawing
    assert {e.tag.removeprefix(SVG) for e in tree(drawing).iter()} == {
        "svg", "title", "desc", "circle", "path", "text", "g", "line",
    }  # fmt: skip


def test_the_drawing_has_no_style_and_no_colour_of_its_own() -> None:
    drawing = chart(report(SEWER, INCOME)).drawing
    assert "style" not in drawing
    assert not re.search(r"#[0-9a-f]{3}|rgb", drawing)


def test_lines_do_not_overlap_and_end_within_the_drawing() -> None:
    root = tree(chart(report(SEWER, INCOME)).drawing)
    ys = [float(e.get("y", "0")) for e in root.iter(f"{SVG}text") if e.get("class") != "soft end"]
    assert all(later - sooner >= 13 for sooner, later in pairwise(ys[1:]))
    assert max(ys) < float(root.get("height", "0"))


@pytest.mark.parametrize("key", [a.key for a in ATTRIBUTES if a.scale is Scale.STEPS])
def test_steps_are_spread_evenly_from_least_to_most(key: str) -> None:
    about = BY_KEY[key]
    places = [position(value(key, word)) for word in about.values]
    last = len(about.values) - 1
    assert places == [pytest.approx(rank / last) for rank in range(last + 1)]


@pytest.mark.parametrize(
    ("key", "raw", "place"),
    [
        ("sewer", 0.0, 0),
        ("sewer", 100.0, 1),
        ("sewer", 41.9, 0.419),
        ("elevation", -450.0, 0),
        ("elevation", 5500.0, 1),
        ("coast_km", 1500.0, 0.5),
        ("population", 1000.0, 0),
        ("population", 50_000_000.0, 1),
        ("population", 12.0, 0),
        ("population", 530_604.0, math.log(530.604) / math.log(50_000)),
    ],
)
def test_a_number_stands_within_the_range_of_its_attribute(
    key: str, raw: float, place: float
) -> None:
    assert position(value(key, raw)) == pytest.approx(place)


@pytest.mark.parametrize("key", ["legal", "state", "climate", "languages", "hazards"])
def test_what_has_no_order_has_no_place(key: str) -> None:
    raw = ("storm",) if BY_KEY[key].scale is Scale.SETS else "Aw"
    assert position(value(key, raw)) is None
    assert ends(key) is None


def test_ends_are_named_as_people_read_them() -> None:
    assert ends("population") == ("1,000", "50 million")
    assert ends("municipal_powers") == ("very few", "many")
    assert ends("income") == ("low", "high")
    assert ends("elevation") == ("-450 m", "5,500 m")
