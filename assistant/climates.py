"""Climate classes in words, so that nobody has to know Köppen's letters."""

from assistant.facets import CLIMATES

RAIN = {"f": "no dry season", "w": "dry winter", "s": "dry summer"}
WARMTH = {"a": "hot summer", "b": "warm summer", "c": "cold summer", "d": "very cold winter"}
KINDS = {
    "Af": "rainforest", "Am": "monsoon", "Aw": "savanna", "BW": "desert", "BS": "steppe",
    "ET": "tundra", "EF": "frost",
}  # fmt: skip
"""Köppen's classes in words, letter by letter, as in the legend of Beck et al., Scientific Data 5 (2018)."""


BRIEF = {
    "Af": "tropical rainforest", "Am": "tropical monsoon", "Aw": "tropical savanna",
    "BWh": "hot desert", "BWk": "cold desert", "BSh": "hot steppe", "BSk": "cold steppe",
    "Csa": "dry hot summers", "Csb": "dry warm summers", "Csc": "dry cool summers",
    "Cwa": "dry winters, hot summers", "Cwb": "dry winters, warm summers", "Cwc": "dry winters, cool summers",
    "Cfa": "mild with hot summers", "Cfb": "mild with warm summers", "Cfc": "mild with cool summers",
    "D": "cold winters", "E": "polar or high mountain",
}  # fmt: skip
"""Köppen-Geiger classes in short words, after the legend of Beck et al. (Scientific Data 2018)."""


def climate_words(code: str) -> str:
    """A class of Köppen and Geiger in words: `Aw` → `tropical, savanna (Aw)`; empty for none."""
    if not code:
        return ""
    words = [CLIMATES[code[0]], KINDS.get(code[:2]) or RAIN[code[1]]]
    if code[2:]:
        words.append({"h": "hot", "k": "cold"}[code[2]] if code[0] == "B" else WARMTH[code[2]])
    return f"{', '.join(words)} ({code})"


def climate_briefly(code: str) -> str:
    """The same in two or three words, to stand among others: `Aw` → `tropical savanna`; empty for none."""
    return BRIEF.get(code) or BRIEF.get(code[:1], "")
