"""What a fact is: a year, a sum of money, an area or a number of people, with the quote that states it."""

from typing import NamedTuple


class Fact(NamedTuple):
    """A normalised figure: `text[start:end]` is its quote.

    Attributes:
        kind: "year", "money", "area", "people", "percent" or "carbon".
        low, high: smallest and largest value, equal for a single one; `high` is None where it is open,
            as in "since 2009".
        unit: "year"; the ISO 4217 code for money, with "?" where a sign is shared by several currencies
            and the country does not decide; "m²"; "people", "households" or who else is counted; "%";
            "t CO₂".
        per: what it is for each of, such as "year", "household" or "person, year"; empty for a total.
        start, end: character offsets of the quote.
    """

    kind: str
    low: float
    high: float | None
    unit: str
    per: str
    start: int
    end: int
