"""What is known of a city that decides whether a practice takes root: a literal table of attributes."""

from enum import StrEnum
from typing import NamedTuple

from corpus.vocabulary import Dimension as D
from corpus.vocabulary import Hazard


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
    dimension: D
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


def _share(key: str, dimension: D, label: str, near: float = 10, far: float = 30) -> Attribute:
    return Attribute(key, dimension, label, Scale.SHARE, unit="%", near=near, far=far)


def _steps(
    key: str, dimension: D, label: str, values: tuple[str, ...] = YES, words: tuple[str, ...] = ()
) -> Attribute:
    return Attribute(key, dimension, label, Scale.STEPS, values, words=words)


ATTRIBUTES: tuple[Attribute, ...] = (
    # computed from the table of cities
    Attribute("population", D.SCALE, "people", Scale.RATIO, unit="people", low=1, high=5e7, near=0.3, far=1.0),
    Attribute("climate", D.CLIMATE, "climate class", Scale.CLIMATE, near=0.2, far=0.5),
    Attribute("coast_km", D.CLIMATE, "distance to the coast", Scale.AMOUNT, unit="km", high=3000, near=25, far=150),
    Attribute("elevation", D.CLIMATE, "height above the sea", Scale.AMOUNT, unit="m", low=-450, high=5500, near=300, far=1500),
    Attribute("rank", D.GOVERNANCE, "rank", Scale.CHOICE, ("ordinary", "seat", "capital"), near=1),  # says little: never a difference
    # of the country
    _steps("income", D.FINANCE, "income level", ("low", "lower_middle", "upper_middle", "high")),
    Attribute("state", D.GOVERNANCE, "state structure", Scale.CHOICE, ("unitary", "federal")),
    Attribute("legal", D.LEGAL, "legal tradition", Scale.CHOICE, ("common", "civil", "customary", "religious", "mixed")),
    Attribute("languages", D.SOCIAL, "official languages", Scale.SETS, near=0.5, far=1.0),
    _steps("municipal_powers", D.LEGAL, "powers and money of municipalities", ("1", "2", "3", "4"), ("very few", "few", "some", "many")),
    _steps("effectiveness", D.CAPACITY, "government effectiveness", ("1", "2", "3", "4", "5"), ("very low", "low", "middling", "high", "very high")),
    _steps("civic_space", D.PARTICIPATION, "civic space", ("closed", "repressed", "obstructed", "narrowed", "open")),
    _steps("motorisation", D.URBAN_FORM, "motor vehicles", ("1", "2", "3", "4", "5"), ("very few", "few", "some", "many", "very many")),
    _share("electricity", D.URBAN_FORM, "access to electricity"),
    _share("water", D.URBAN_FORM, "at least basic drinking water"),
    _share("sanitation", D.URBAN_FORM, "at least basic sanitation"),
    _share("internet", D.SOCIAL, "internet users"),
    _share("literacy", D.SOCIAL, "adults who can read"),
    _share("informal_housing", D.EQUITY, "urban people in informal settlements"),
    Attribute("inequality", D.EQUITY, "inequality (Gini)", Scale.AMOUNT, unit="points", high=100, near=5, far=12),
    # stated by the city
    _steps("metropolitan_body", D.GOVERNANCE, "one body plans for the whole built-up area"),
    _steps("lead_agency", D.GOVERNANCE, "an agency that can lead across departments"),
    _steps("power_to_charge", D.LEGAL, "the city may set charges and fees", CONSENT),
    _steps("power_to_enforce", D.LEGAL, "the city enforces its own rules with fines"),
    _steps("champion", D.POLITICAL, "a political champion"),
    Attribute("years_to_election", D.POLITICAL, "years to the next city election", Scale.AMOUNT, unit="years", high=10, near=1, far=3),
    _share("own_revenue", D.FINANCE, "own revenue in the budget"),
    _steps("may_borrow", D.FINANCE, "the city may borrow", CONSENT),
    _steps("running_cost", D.FINANCE, "running cost is safe for three years"),
    _steps("technical_staff", D.CAPACITY, "skilled staff for the task", LEVELS),
    _steps("maintenance", D.CAPACITY, "what is built is maintained", LEVELS),
    _share("sewer", D.URBAN_FORM, "homes connected to a sewer"),
    _share("piped_water", D.URBAN_FORM, "homes with piped water"),
    _share("paved_streets", D.URBAN_FORM, "streets that are paved"),
    _share("informal_transport", D.MARKET, "public transport trips by informal minibuses"),
    _steps("terrain", D.CLIMATE, "terrain", ("flat", "rolling", "steep")),
    Attribute("hazards", D.CLIMATE, "main hazards", Scale.SETS, tuple(Hazard), near=0.5, far=0.9),
    _steps("trust", D.SOCIAL, "people trust and follow the city's rules", LEVELS),
    _share("informal_work", D.EQUITY, "working people without a formal job"),
    _steps("forums", D.PARTICIPATION, "standing forums with residents"),
    _steps("monitoring", D.EVIDENCE, "measured data on the problem"),
    _steps("trial_possible", D.TIMING, "a trial is possible first"),
    _steps("private_capacity", D.MARKET, "firms that can build and run it", LEVELS),
    _steps("tenure", D.LAND, "land rights are clear"),
    _steps("public_land", D.LAND, "public land or street space to spare"),
    # facts that single practices hang on; asked for only with these
    _steps("separate_collection", D.SOCIAL, "waste is collected separately"),
    _steps("helmet_law", D.LEGAL, "a law that cyclists must wear helmets"),
    _steps("waste_pickers", D.EQUITY, "people live from picking waste"),
    _steps("street_vendors", D.EQUITY, "people live from selling in the street"),
    _steps("open_drains", D.URBAN_FORM, "open drains carry rain water"),
    _steps("humid_heat", D.CLIMATE, "heat comes with high humidity"),
    _steps("address_system", D.EVIDENCE, "houses have addresses"),
    _steps("cycling_habit", D.SOCIAL, "people cycle every day", LEVELS),
)  # fmt: skip

BY_KEY = {attribute.key: attribute for attribute in ATTRIBUTES}
