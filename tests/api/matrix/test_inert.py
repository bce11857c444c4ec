import pytest

from api.matrix.inert import inert


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("see evil.example/login, now", "see evil[.]example/login, now"),
        ("Evil.Co.UK", "Evil[.]Co[.]UK"),
        ("t.co", "t[.]co"),
        ("163.com 🍕.com пример.рф भारत.भारत", "163[.]com 🍕[.]com пример[.]рф भारत[.]भारत"),
        ("me@evil.example", "me＠evil[.]example"),
        ("@alice:cities.test and @room", "＠alice:cities[.]test and ＠room"),
        ("(#parks:evil.example)", "(#parks[:]evil[.]example)"),
        ("#parks:localhost !abc:b", "#parks[:]localhost !abc[:]b"),
        ("tel:+4930 geo:1,2 TEL:5 matrix:u/a", "tel[:]+4930 geo[:]1,2 TEL[:]5 matrix[:]u/a"),
        ("https://law.example:80/a.b", "https[:]//law[.]example[:]80/a[.]b"),
        ("www.evil.example", "www[.]evil[.]example"),
        ("mailto:a@b.cd", "mailto[:]a＠b[.]cd"),
    ],
)
def test_what_programs_make_a_link_or_a_ping_of_is_shown_as_text(raw: str, shown: str) -> None:
    assert inert(raw) == shown
    assert inert(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "It cost 3.5 million (1.250.000 pesos), e.g. in the U.S., at 5:30 p.m. (sources 4, 7).",
        "i.e. the U.K.’s Ph.D. students, a.k.a. them; cf. St. Gallen, No. 5, fig. 2.1, v1.2.",
        "EE.UU., CC.AA. y RR.HH.; z.B. im Jahr 2014. Danach",
        "Tel: +49 30, ratio 1:2, UTC+5:30, note: this; C#, #1 and 50 @ 3 each… hotel:x",
    ],
)
def test_ordinary_abbreviations_numbers_and_signs_stay_as_they_are(text: str) -> None:
    assert inert(text) == text
