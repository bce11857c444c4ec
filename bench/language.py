"""How well the language of a question is told, and how well its translation finds: `python bench/language.py`.

bench/language.tsv has questions with their language, bench/translations.tsv questions with their
English; the project wrote both. The set "first" was read while the rules were made; "second" and
"third" were written afterwards. `py3langid` and `lingua-language-detector` are measured as well where
they are installed. With `translations` as argument, each question's translation is searched and
compared with what the English finds, and so is Apertium's translation without the glossary.
"""

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from assistant.apertium import through
from assistant.assistant import Assistant
from assistant.settings import settings
from assistant.translate import STEPS, translate
from assistant.wiring import assistant
from corpus.case import load_cases
from corpus.practice import load_practices
from ingest.language import language_of

HERE = Path(__file__).parent
SURE = 0.9
"""Confidence below which a library's answer is taken for English, in a second measure of it."""

Teller = Callable[[str], str]


def rows(name: str) -> list[list[str]]:
    """Lines of a table, without its head."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines]


def libraries() -> Iterator[tuple[str, Teller]]:
    """The libraries that are installed, each as it answers and with English where it is not sure."""
    codes = sorted({language for _, language, _ in rows("language.tsv")})
    if find_spec("lingua"):
        lingua = import_module("lingua")
        known = [lingua.IsoCode639_1.from_str(code.upper()) for code in codes]
        detector = lingua.LanguageDetectorBuilder.from_iso_codes_639_1(*known).build()

        def best(text: str) -> tuple[str, float]:
            first = detector.compute_language_confidence_values(text)[0]
            return first.language.iso_code_639_1.name.lower(), first.value

        yield "lingua", lambda text: best(text)[0]
        yield f"lingua over {SURE}", lambda text: _if_sure(*best(text))
    if find_spec("py3langid"):
        langid = import_module("py3langid.langid")
        identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
        identifier.set_languages(codes)
        yield "py3langid", lambda text: str(identifier.rank(text)[0][0])
        yield f"py3langid over {SURE}", lambda text: _if_sure(*identifier.rank(text)[0])


def _if_sure(language: str, confidence: float) -> str:
    return language if confidence >= SURE else "en"


def told(tell: Teller, *, show: bool) -> dict[str, str]:
    """Right of all, by set and language; with `show`, what was wrong is printed."""
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for part, language, question in rows("language.tsv"):
        key = f"{part} {language if language in {'en', 'es', 'pt', 'fr'} else 'others'}"
        every[key] += 1
        right[key] += tell(question) == language
        if show and tell(question) != language:
            print(f"  {part}: {question} ({language}) was taken for {tell(question)}")
    return {key: f"{right[key]} of {every[key]}" for key in every}


def english_lines() -> list[str]:
    """English of the corpus: names, summaries, forms and conditions of practices, titles and lessons."""
    lines = set()
    for practice in load_practices():
        lines |= {practice.name, practice.summary, *practice.core_functions, *practice.forms}
        lines |= {line for c in practice.conditions for line in (c.requirement, c.if_absent)}
    for case in load_cases():
        lines |= {case.title, *(lesson.text for lesson in case.lessons)}
    return sorted(lines)


def detection() -> None:
    """Print all figures of telling languages."""
    start = time.perf_counter()
    language_of("congestion charge")
    cold = time.perf_counter() - start
    lines = english_lines()
    start = time.perf_counter()
    wrong = [line for line in lines if language_of(line) != "en"]
    warm = (time.perf_counter() - start) / len(lines)
    print(json.dumps({"cold_ms": round(cold * 1000), "warm_ms": round(warm * 1000, 2)}))
    print(json.dumps({"english_lines_of_the_corpus": len(lines), "not_told": len(wrong)}))
    print(json.dumps({"citygraft": told(language_of, show=True)}))
    for name, tell in libraries():
        not_told = sum(tell(line) != "en" for line in lines)
        print(json.dumps({name: told(tell, show=False), "english_lines_not_told": not_told}))


def found(asked: Assistant, question: str, *, literally: bool = False) -> list[str]:
    """The first five case studies."""
    answer = asked.ask(question, k=5, literally=literally)
    return [practice.case_id for practice in answer.practices]


def translations() -> None:
    """Print how often a translation finds, among its first three, what the English finds first."""
    asked = assistant(settings(), lambda sentence: print(sentence, file=sys.stderr))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for part, language, question, english in rows("translations.tsv"):
        wanted = found(asked, english)[:1]
        alone = (through(STEPS[language], question) or [""])[-1].replace("*", "")
        put = translate(question, language)
        tried = {"as asked": question, "Apertium alone": alone, "with glossary": put.english if put else ""}  # fmt: skip
        for way, text in tried.items():
            got = found(asked, text, literally=text == question)[:3] if text else []
            counts[f"{part} {language}"][way] += bool(wanted) and wanted[0] in got
        counts[f"{part} {language}"]["questions"] += bool(wanted)
    for key, count in counts.items():
        print(json.dumps({key: count}))


if __name__ == "__main__":
    if sys.argv[1:] == ["translations"]:
        translations()
    else:
        detection()
