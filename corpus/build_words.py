"""Make two lists that questions are held against to tell their language: English words, and words of cities' names.

    python -m corpus.build_words

corpus/tables/english_words.txt has words in lower case that stand in at least three of the bundled case
studies and practices; names that practices go by elsewhere are left out, as they are in many languages.
corpus/tables/city_words.txt has the words of large cities' names (GeoNames, CC BY 4.0), folded.
"""

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from corpus.case import load_cases
from corpus.gazetteer import CITIES, fold
from corpus.language_words import CITY_WORDS, ENGLISH, words
from corpus.practice import load_practices

LEAST = 3
"""Texts in which a word stands; a foreign word is seldom in three."""

LARGE = 300_000
"""People of a city whose name is taken in."""

_WORD = re.compile(r"(?<![\w’'-])[a-z]+(?!\w)")


def texts() -> Iterator[str]:
    """Each case study's and each practice's own English."""
    for case in load_cases():
        yield case.text()
    for practice in load_practices():
        typical = (line for c in practice.conditions for line in (c.requirement, c.if_absent))
        lines = [practice.summary, *practice.core_functions, *practice.forms, *typical]
        yield " ".join([practice.name, *lines, practice.differs or ""])


def common(written: Iterable[str]) -> list[str]:
    """Words that stand in at least LEAST of the texts, sorted."""
    count = Counter(word for text in written for word in set(_WORD.findall(text)))
    return sorted(word for word, texts_with in count.items() if texts_with >= LEAST)


def city_words() -> list[str]:
    """Words of four letters and more in names of large cities, without words of a language, sorted."""
    rows = (line.split("\t") for line in gzip.decompress(CITIES.read_bytes()).decode().splitlines())
    names = [fold(row[1]) for row in rows if int(row[7]) >= LARGE]
    names += [fold(city) for case in load_cases() for city in (case.city, *case.other_cities)]
    known = {word for listed in words().values() for word in listed}
    return sorted({word for name in names for word in name.split() if len(word) > 3} - known)


def main() -> None:
    """Write both lists."""
    CITY_WORDS.write_text("\n".join(city_words()) + "\n", encoding="utf-8")
    ENGLISH.write_text("\n".join(common(texts())) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
