from assistant.heard import subjects


def test_a_subject_is_told_as_it_was_written_with_what_else_is_searched() -> None:
    (subject,) = subjects("How do we keep informal settlements from flooding?")
    assert subject.words == "informal settlements"
    assert "slum" in subject.also
    assert subject.rest == "How do we keep from flooding?"


def test_a_question_that_would_ask_nothing_any_more_has_no_rest() -> None:
    (subject,) = subjects("What about our slums?")
    assert (subject.words, subject.rest) == ("slums", "")


def test_several_subjects_come_in_the_order_of_the_question() -> None:
    found = subjects("Street vendors and waste pickers lose work")
    assert [subject.words for subject in found] == ["Street vendors", "waste pickers"]


def test_what_the_vocabulary_does_not_know_is_no_subject() -> None:
    assert subjects("apple pie, 🙂 and zebras") == ()
    assert subjects("") == ()
