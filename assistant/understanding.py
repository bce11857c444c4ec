"""What a question is taken to mean before it is searched: its language, its spelling, the city that asks."""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from assistant.places import places
from assistant.translate import can_translate, notice, translate
from corpus.nouns import City
from index.analysis import tidy
from index.spelling import Mended, mended
from ingest.language import language_of

ENGLISH = "en"

FAILED = (
    "The question could not be translated this time, and the model reads English. "
    "Ask again, shorter, or in English."
)


class Understood(NamedTuple):
    """A question as it is searched.

    Attributes:
        language: in which it was asked (ISO 639-1).
        english: its translation, where it was translated.
        notice: what to tell where it could not be translated.
        changes: misspelt words that were mended, `(as written, as meant)`.
        city: the city that asks, where the question names it with its country.
        searched: what is searched: in English, mended, without the asking city's name.
        subject: the same without the name of any place.
    """

    language: str
    english: str | None
    notice: str | None
    changes: tuple[tuple[str, str], ...]
    city: City | None
    searched: str
    subject: str


class Words(NamedTuple):
    """What a library knows of words.

    Attributes:
        spelt: words of its passages in lower case, with the number of passages.
        is_word: tells whether a word in lower case is one of the model's language.
        cities: folded names of the cities that it has case studies of.
    """

    spelt: Mapping[str, int]
    is_word: Callable[[str], bool]
    cities: Collection[str]


def understood(question: str, words: Words) -> Understood:
    """Read a question."""
    text = tidy(question)
    language = language_of(text)
    named = places(text, words.cities)  # a translator would take the names of cities for words
    translated = translate(named.searched, language) if language != ENGLISH else None
    untranslated = language != ENGLISH and translated is None
    if untranslated:
        fixed = Mended(named.searched, ())
    else:
        english = translated.english if translated else named.searched
        fixed = mended(english, words.spelt, words.is_word)
    where = places(fixed.text, words.cities)
    return Understood(
        language=language,
        english=translated.english if translated else None,
        notice=_why_not(language) if untranslated else None,
        changes=fixed.changes,
        city=named.city or where.city,
        searched=where.searched,
        subject=where.subject,
    )


def _why_not(language: str) -> str:
    return FAILED if can_translate(language) else notice(language)


def as_written(question: str) -> Understood:
    """A question that is searched word for word, whatever its language and spelling."""
    text = tidy(question)
    return Understood(ENGLISH, None, None, (), None, text, text)
