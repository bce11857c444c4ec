"""The names that places in text are looked up by: cities, countries, regions, peoples; built once, when first needed."""

from functools import cache
from typing import NamedTuple

from corpus.gazetteer import fold
from ingest.places.rows import Where
from ingest.places.tables import cities, countries, lists, peoples, regions, words


class Lexicon(NamedTuple):
    """Folded names and what they may mean.

    Attributes:
        cities: name → positions in the table of cities, larger first.
        countries: name → ISO 3166-1 alpha-2; peoples: a people's or an adjective's form → the same.
        regions: name → regions so called; short: abbreviation in capitals → the same.
        lists: kind → words, as `corpus/tables/place_lists.tsv` has them.
        words: names of cities that are English words.
        starts: first words of all names.
    """

    cities: dict[str, tuple[int, ...]]
    countries: dict[str, str]
    peoples: dict[str, str]
    regions: dict[str, tuple[Where, ...]]
    short: dict[str, tuple[Where, ...]]
    lists: dict[str, frozenset[str]]
    words: frozenset[str]
    starts: frozenset[str]

    def has(self, kind: str, word: str) -> bool:
        """Whether a word in lower case, or a folded one, is in that list."""
        return (word if word.isascii() else fold(word)) in self.lists[kind]


@cache
def lexicon() -> Lexicon:
    """All names: some 0.5 s and 60 MB when first needed."""
    held, common = lists(), words()
    people, states = peoples(), countries()
    named = cities(common, set(people))
    full, short = regions(named)
    every = (named, states, people, full, held["masked"])
    starts = frozenset(name.split(" ", 1)[0] for names in every for name in names)
    return Lexicon(named, states, people, full, short, held, common, starts)
