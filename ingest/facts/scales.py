"""Words for numbers and what they multiply by: million, crore, mil millones, Mrd., half a."""

_SCALES = {
    1e2: "hundred hundreds",
    1e3: "thousand thousands tausend mille mil k K",
    1e5: "lakh lakhs lac lacs",
    1e6: "million millions millón millon millones milhão milhões milioni millionen mn mln mio m M mi",
    1e7: "crore crores cr",
    1e9: "billion billions bilhão bilhões milliard milliards milliarden mrd miliardi mld bn b B bi",
    1e12: "trillion trillions trilhão trilhões billón billones tn trn",
}  # fmt: skip
FACTORS = {word: factor for factor, words in _SCALES.items() for word in words.split()}

LETTERS = frozenset(["k", "K", "m", "M", "b", "B", "mi", "bi", "cr"])
"""Scales that are so short that they mean something else where no money is spoken of."""

CONTINENTAL = frozenset([
    "millón", "millon", "millones", "milhão", "milhões", "milioni", "millionen", "mio", "bilhão", "bilhões", "milliards",
    "milliarden", "mrd", "miliardi", "mld", "trilhão", "trilhões", "billón", "billones", "mil", "tausend", "mi", "bi",
])  # fmt: skip
"""Scales whose language writes 1.234,5 and not 1,234.5."""

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "half a": 0.5, "half": 0.5,
    "a": 1, "un": 1, "um": 1, "une": 1, "medio": 0.5, "meio": 0.5, "dos": 2, "dois": 2, "deux": 2, "tres": 3,
    "três": 3, "trois": 3, "zwei": 2, "drei": 3, "cinco": 5, "dez": 10, "diez": 10, "dix": 10,
}  # fmt: skip

BARE = frozenset(["a", "un", "um", "une", "half", "half a", "medio", "meio", "dos", "one"])
"""Number words that are other words too, unless a scale follows."""


def scale_of(word: str) -> float:
    """What a scale word multiplies by: `crore` → 10⁷; 1 for the empty word."""
    factor = 1.0
    for part in word.split():
        factor *= FACTORS.get(part) or FACTORS[part.lower()]
    return factor
