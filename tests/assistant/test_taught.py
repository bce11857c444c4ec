from assistant.taught import MOST, lessons_for, weights
from corpus.case import CaseStudy, parse_case

SPELT = {"city": 900, "guarantee": 5, "rating": 8, "regulator": 4, "consent": 20, "tax": 12}


def test_the_lessons_that_speak_of_the_question_come_first_word_for_word(case_text: str) -> None:
    case = parse_case(case_text, "case.md")
    first, *_ = lessons_for(case, weights("Which guarantee gives a good rating?", SPELT))
    assert first in case.lessons
    assert "partial guarantee of 50 per cent" in first.text


def test_a_rare_word_says_more_than_a_common_one() -> None:
    found = weights("a city guarantee", SPELT)
    assert found["guarante"] > found["citi"] > 0


def test_words_that_others_use_for_the_same_count_half() -> None:
    found = weights("slums", {"slums": 9})
    assert 0 < found["favela"] < found["slum"]


def test_a_lesson_that_stands_in_a_quote_already_is_not_told_twice(case_text: str) -> None:
    case: CaseStudy = parse_case(case_text, "case.md")
    asked = weights("Which guarantee gives a good rating?", SPELT)
    first = lessons_for(case, asked)[0]
    again = lessons_for(case, asked, [f"- Enabler (money):\n{first.text} (source 3)"])
    assert first not in again


def test_where_no_lesson_has_a_word_of_the_question_the_first_one_is_told(case_text: str) -> None:
    case = parse_case(case_text, "case.md")
    assert lessons_for(case, weights("zebra", SPELT)) == case.lessons[:1]


def test_never_more_than_the_limit(case_text: str) -> None:
    case = parse_case(case_text, "case.md")
    everything = " ".join(lesson.text for lesson in case.lessons)
    assert 1 <= len(lessons_for(case, weights(everything, SPELT))) <= MOST
