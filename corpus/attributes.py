"""What is known of a city that decides whether a practice takes root: a literal table of attributes."""

from enum import StrEnum
from typing import NamedTuple

from corpus.vocabulary import Dimension, Hazard


class Scale(StrEnum):
    """How two values of an attribute are compared; `assistant.compare` has the formulas."""

    RATIO = "ratio"
    SHARE = "share"
    STEPS = "steps"
    CHOICE = "choice"
    SETS = "sets"
    CLIMATE = "climate"
    AMOUNT = "amount"


class Attribute(NamedTuple):
    """One attribute.

    Attributes:
        key: its name in files and profiles.
        dimension: the one that it speaks to most.
        label: what people read.
        scale: how values are compared.
        values: for STEPS from least to most, for CHOICE and SETS those allowed; empty for numbers and free sets.
        unit: of a number, such as "%"; empty for words.
        low, high: range of a number.
        words: for STEPS, how people read each value; empty where the value itself is plain.
        near, far: differences up to `near` count as the same, beyond `far` as much; in the scale's own measure.
    """

    key: str
    dimension: Dimension
    label: str
    scale: Scale
    values: tuple[str, ...] = ()
    unit: str = ""
    low: float = 0
    high: float = 100
    near: float = 0
    far: float = 1
    words: tuple[str, ...] = ()


YES = ("no", "partly", "yes")
LEVELS = ("low", "medium", "high")
CONSENT = ("no", "with consent", "yes")


def _share(
    key: str, dimension: Dimension, label: str, near: float = 10, far: float = 30
) -> Attribute:
    return Attribute(key, dimension, label, Scale.SHARE, unit="%", near=near, far=far)


def _steps(
    key: str,
    dimension: Dimension,
    label: str,
    values: tuple[str, ...] = YES,
    words: tuple[str, ...] = (),
) -> Attribute:
    return Attribute(key, dimension, label, Scale.STEPS, values, words=words)


ATTRIBUTES: tuple[Attribute, ...] = (
    # computed from the table of cities
    Attribute("population", Dimension.SCALE, "people", Scale.RATIO, unit="people", low=1, high=5e7, near=0.3, far=1.0),
    Attribute("climate", Dimension.CLIMATE, "climate class", Scale.CLIMATE, near=0.2, far=0.5),
    Attribute("coast_km", Dimension.CLIMATE, "distance to the coast", Scale.AMOUNT, unit="km", high=3000, near=25, far=150),
    Attribute("elevation", Dimension.CLIMATE, "height above the sea", Scale.AMOUNT, unit="m", low=-450, high=5500, near=300, far=1500),
    # of the country
    _steps("income", Dimension.FINANCE, "income level", ("low", "lower_middle", "upper_middle", "high")),
    Attribute("state", Dimension.GOVERNANCE, "state structure", Scale.CHOICE, ("unitary", "federal")),
    Attribute("legal", Dimension.LEGAL, "legal tradition", Scale.CHOICE, ("common", "civil", "customary", "religious", "mixed")),
    Attribute("languages", Dimension.SOCIAL, "official languages", Scale.SETS, near=0.5, far=1.0),
    _steps("municipal_powers", Dimension.LEGAL, "powers and money of municipalities", ("1", "2", "3", "4"), ("very few", "few", "some", "many")),
    _steps("effectiveness", Dimension.CAPACITY, "government effectiveness", ("1", "2", "3", "4", "5"), ("very low", "low", "middling", "high", "very high")),
    _steps("civic_space", Dimension.PARTICIPATION, "civic space", ("closed", "repressed", "obstructed", "narrowed", "open")),
    _steps("motorisation", Dimension.URBAN_FORM, "motor vehicles", ("1", "2", "3", "4", "5"), ("very few", "few", "some", "many", "very many")),
    _share("electricity", Dimension.URBAN_FORM, "access to electricity"),
    _share("water", Dimension.URBAN_FORM, "at least basic drinking water"),
    _share("sanitation", Dimension.URBAN_FORM, "at least basic sanitation"),
    _share("internet", Dimension.SOCIAL, "internet users"),
    _share("literacy", Dimension.SOCIAL, "adults who can read"),
    _share("informal_housing", Dimension.EQUITY, "urban people in informal settlements"),
    Attribute("inequality", Dimension.EQUITY, "inequality (Gini)", Scale.AMOUNT, unit="points", high=100, near=5, far=12),
    # stated by the city
    _steps("metropolitan_body", Dimension.GOVERNANCE, "one body plans for the whole built-up area"),
    _steps("lead_agency", Dimension.GOVERNANCE, "an agency that can lead across departments"),
    _steps("power_to_charge", Dimension.LEGAL, "the city may set charges and fees", CONSENT),
    _steps("power_to_enforce", Dimension.LEGAL, "the city enforces its own rules with fines"),
    _steps("champion", Dimension.POLITICAL, "a political champion"),
    Attribute("years_to_election", Dimension.POLITICAL, "years to the next city election", Scale.AMOUNT, unit="years", high=10, near=1, far=3),
    _share("own_revenue", Dimension.FINANCE, "own revenue in the budget"),
    _steps("may_borrow", Dimension.FINANCE, "the city may borrow", CONSENT),
    _steps("running_cost", Dimension.FINANCE, "running cost is safe for three years"),
    _steps("technical_staff", Dimension.CAPACITY, "skilled staff for the task", LEVELS),
    _steps("maintenance", Dimension.CAPACITY, "what is built is maintained", LEVELS),
    _share("sewer", Dimension.URBAN_FORM, "homes connected to a sewer"),
    _share("piped_water", Dimension.URBAN_FORM, "homes with piped water"),
    _share("paved_streets", Dimension.URBAN_FORM, "streets that are paved"),
    _share("informal_transport", Dimension.MARKET, "public transport trips by informal minibuses"),
    _steps("terrain", Dimension.CLIMATE, "terrain", ("flat", "rolling", "steep")),
    Attribute("hazards", Dimension.CLIMATE, "main hazards", Scale.SETS, tuple(Hazard), near=0.5, far=0.9),
    _steps("trust", Dimension.SOCIAL, "people trust and follow the city's rules", LEVELS),
    _share("informal_work", Dimension.EQUITY, "working people without a formal job"),
    _steps("forums", Dimension.PARTICIPATION, "standing forums with residents"),
    _steps("monitoring", Dimension.EVIDENCE, "measured data on the problem"),
    _steps("trial_possible", Dimension.TIMING, "a trial is possible first"),
    _steps("private_capacity", Dimension.MARKET, "firms that can build and run it", LEVELS),
    _steps("tenure", Dimension.LAND, "land rights are clear"),
    _steps("public_land", Dimension.LAND, "public land or street space to spare"),
    # facts that single practices hang on; asked for only with these
    _steps("separate_collection", Dimension.SOCIAL, "waste is collected separately"),
    _steps("helmet_law", Dimension.LEGAL, "a law that cyclists must wear helmets"),
    _steps("waste_pickers", Dimension.EQUITY, "people live from picking waste"),
    _steps("street_vendors", Dimension.EQUITY, "people live from selling in the street"),
    _steps("open_drains", Dimension.URBAN_FORM, "open drains carry rain water"),
    _steps("humid_heat", Dimension.CLIMATE, "heat comes with high humidity"),
    _steps("address_system", Dimension.EVIDENCE, "houses have addresses"),
    _steps("cycling_habit", Dimension.SOCIAL, "people cycle every day", LEVELS),
)  # fmt: skip

BURDENS = frozenset(
    {"informal_transport", "informal_work", "informal_housing", "waste_pickers", "street_vendors"}
)
"""What people live in or from: a practice has to bring them in, so their being there never blocks it."""

BY_KEY = {attribute.key: attribute for attribute in ATTRIBUTES}
