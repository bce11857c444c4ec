import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from corpus.case import SECTIONS, CaseStudy, parse_case
from corpus.draft import (
    Draft,
    DraftDocument,
    DraftField,
    DraftState,
    Evidence,
    FieldState,
    open_field,
    read_draft,
)
from corpus.draft_back import read_back
from corpus.draft_case import case_of, reasons
from corpus.draft_diff import changes, worded
from corpus.draft_edit import Deed, accepted, edited, left_open, may, moved
from corpus.draft_fields import FIELDS, SECTION_KEYS, About, Holds, about, place
from corpus.draft_markdown import draft_markdown, draft_of_markdown
from corpus.errors import BadDraft

WHEN = "2026-11-28T20:00:00+00:00"
QUOTE = "The plant cost 1.8 million dollars in 2015."


def evidence(quote: str = QUOTE, doc_id: str = "report") -> Evidence:
    return Evidence(doc_id=doc_id, page_index=0, page=1, start=3, end=3 + len(quote), quote=quote)


def proposed(key: str, parts: dict[str, str], quote: str = QUOTE) -> DraftField:
    return DraftField(
        key=key,
        state=FieldState.PROPOSED,
        parts=parts,
        evidence=(evidence(quote),),
        confidence=0.5,
    )


def keys() -> list[str]:
    return [
        key
        for field in FIELDS
        for key in (
            [f"{field.key}-{n}" for n in range(1, max(1, field.least) + 1)]
            if field.most
            else [field.key]
        )
    ]


def draft(*fields: DraftField, **more: Any) -> Draft:
    held = {field.key: field for field in [*map(open_field, keys()), *fields]}
    return Draft(
        id="kumasi-compost",
        documents=(DraftDocument(doc_id="report", title="A report", sha256="00"),),
        fields=tuple(sorted(held.values(), key=lambda field: place(field.key))),
        **more,
    )


def test_a_value_without_evidence_cannot_be_proposed() -> None:
    with pytest.raises(ValidationError, match="without evidence"):
        DraftField(key="outcome", state=FieldState.PROPOSED, parts={"": "success"})


def test_an_accepted_value_still_needs_its_evidence_and_who_accepted_it() -> None:
    with pytest.raises(ValidationError, match="without evidence"):
        DraftField(key="city", state=FieldState.ACCEPTED, parts={"": "Beira"}, by="Ada", when=WHEN)
    with pytest.raises(ValidationError, match="by whom"):
        DraftField(
            key="city", state=FieldState.ACCEPTED, parts={"": "Beira"}, evidence=(evidence(),)
        )


def test_a_text_that_its_quotes_do_not_say_is_refused() -> None:
    with pytest.raises(ValidationError, match="says what its quotes do not"):
        proposed("cost-and-who-paid", {"": "The plant cost 2 million dollars [1]."})


def test_a_year_that_its_quotes_do_not_name_is_refused() -> None:
    assert proposed("years", {"start": "2015"}).parts == {"start": "2015"}
    with pytest.raises(ValidationError, match="says what its quotes do not"):
        proposed("years", {"start": "2014"})


@pytest.mark.parametrize(
    ("key", "part", "value", "said"),
    [
        ("status", "", "done", "is not one of planned"),
        ("topics", "", "mobility, cars", "'cars' is not one of"),
        ("sdgs", "", "11, 18", "not a number from 1 to 17"),
        ("country", "", "Ghana", "two capital letters"),
        ("years", "start", "15", "not a year"),
        ("source-1", "url", "www.example.org", "http://"),
        ("source-1", "opened", "yesterday", "not a day"),
        ("results", "", "## Results", "next section"),
    ],
)
def test_a_value_out_of_the_form_is_refused_with_what_it_may_be(
    key: str, part: str, value: str, said: str
) -> None:
    with pytest.raises(BadDraft, match=said):
        edited(draft(), key, {part: value}, "Ada")


def test_a_quote_is_as_long_as_its_offsets() -> None:
    with pytest.raises(ValidationError, match="offsets"):
        Evidence(doc_id="a", page_index=0, start=0, end=3, quote="four")


def test_a_draft_quotes_only_its_own_documents() -> None:
    field = DraftField(key="city", state=FieldState.PROPOSED, parts={"": "Beira"},
                       evidence=(evidence(doc_id="another"),), confidence=1)  # fmt: skip
    with pytest.raises(ValidationError, match="not of this draft"):
        draft(field)


def test_a_draft_has_every_field_and_each_once() -> None:
    whole = draft()
    with pytest.raises(BadDraft, match="'status' is missing"):
        read_draft({**dict(whole), "fields": [f for f in whole.fields if f.key != "status"]}, "It")
    with pytest.raises(BadDraft, match="twice"):
        read_draft({**dict(whole), "fields": [whole.fields[0], *whole.fields]}, "It")


def test_a_fault_of_a_file_names_the_field() -> None:
    fields = draft().model_dump()
    fields["fields"][0]["state"] = "finished"
    with pytest.raises(BadDraft, match=r"title\.state"):
        read_draft(fields, "draft.json")


def test_accepting_keeps_the_evidence_and_says_who() -> None:
    before = draft(proposed("city", {"": "Kumasi"}))
    field = accepted(before, "city", "Ada").field("city")
    assert (field.state, field.by, field.evidence) == (FieldState.ACCEPTED, "Ada", (evidence(),))


def test_an_open_field_cannot_be_accepted() -> None:
    with pytest.raises(BadDraft, match="nothing to accept"):
        accepted(draft(), "city", "Ada")


def test_who_accepts_a_source_has_read_it_that_day() -> None:
    parts = {"title": "The plant cost 1.8 million dollars"}
    field = accepted(draft(proposed("source-1", parts)), "source-1", "Ada").field("source-1")
    assert field.parts["opened"] == dt.datetime.now(tz=dt.UTC).date().isoformat()


def test_an_edit_of_a_part_keeps_the_others_and_is_the_persons_word() -> None:
    before = draft(proposed("condition-1", {"requirement": "The plant cost 1.8 million dollars"}))
    field = edited(before, "condition-1", {"if_absent": "Rent one."}, "Ada").field("condition-1")
    assert field.parts["requirement"] == "The plant cost 1.8 million dollars"
    assert (field.state, field.by) == (FieldState.EDITED, "Ada")


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("2012-2018", {"start": "2012", "end": "2018"}),
        ("2012–2018", {"start": "2012", "end": "2018"}),
        ("2012-", {"start": "2012", "end": "goes on"}),
        ("2012", {"start": "2012"}),
    ],
)
def test_years_are_read_as_people_write_them(said: str, parts: dict[str, str]) -> None:
    assert edited(draft(), "years", {"": said}, "Ada").field("years").told() == parts


def test_a_lesson_can_be_added_and_left_out_again() -> None:
    more = edited(draft(), "lesson-5", {"": "Weigh every load from the first day."}, "Ada")
    assert "lesson-5" in more.field_keys()
    assert "lesson-5" not in left_open(more, "lesson-5").field_keys()
    assert "lesson-4" in left_open(more, "lesson-4").field_keys()


def test_an_emptied_field_is_open_with_its_question() -> None:
    field = edited(draft(proposed("city", {"": "Kumasi"})), "city", {"": " "}, "Ada").field("city")
    assert (field.state, field.question) == (FieldState.OPEN, "In which city was it done?")


def test_a_draft_goes_its_way_and_back() -> None:
    held = draft()
    for deed, state in (
        (Deed.SUBMITTED, DraftState.IN_REVIEW),
        (Deed.RETURNED, DraftState.DRAFT),
        (Deed.SUBMITTED, DraftState.IN_REVIEW),
        (Deed.PUBLISHED, DraftState.PUBLISHED),
        (Deed.WITHDRAWN, DraftState.WITHDRAWN),
        (Deed.REOPENED, DraftState.DRAFT),
    ):
        held = moved(held, deed)
        assert held.state is state


@pytest.mark.parametrize("state", DraftState)
def test_every_other_move_is_refused_and_says_what_is_possible(state: DraftState) -> None:
    held = draft(state=state)
    for deed in set(Deed) - set(may(held)) - {Deed.CREATED, Deed.EDITED}:
        with pytest.raises(BadDraft, match="It is possible to '"):
            moved(held, deed)


def test_editing_a_published_draft_makes_it_a_draft_again_whose_old_text_can_be_withdrawn() -> None:
    held = draft(state=DraftState.PUBLISHED, live=3)
    changed = edited(held, "city", {"": "Kumasi"}, "Ada")
    assert (changed.state, changed.live) == (DraftState.DRAFT, 3)
    assert Deed.WITHDRAWN in may(changed)


def test_a_withdrawn_draft_is_reopened_before_it_is_changed() -> None:
    with pytest.raises(BadDraft, match="Reopen it"):
        edited(draft(state=DraftState.WITHDRAWN), "city", {"": "Kumasi"}, "Ada")


def as_draft(case: CaseStudy) -> Draft:
    """A bundled case study as a person would type it into a draft."""
    held = draft()
    front = case.model_dump(mode="json", exclude={"sections", "lineage", "id"})
    for key in ("lessons", "conditions", "sources"):
        for number, entry in enumerate(front.pop(key), 1):
            parts = {
                k: ", ".join(v) if isinstance(v, list) else str(v)
                for k, v in entry.items()
                if v is not None
            }
            parts.pop("licence", None)
            held = edited(held, f"{key[:-1]}-{number}", parts, "Ada")
    years = front.pop("years")
    held = edited(held, "years", {"": f"{years['start']}-{years['end'] or ''}"}, "Ada")
    for key, value in front.items():
        text = ", ".join(map(str, value)) if isinstance(value, list) else value
        held = edited(held, key, {"": text}, "Ada") if text else held
    for key, (_, text) in zip(SECTION_KEYS, case.sections, strict=True):
        held = edited(held, key, {"": text}, "Ada")
    return held


def test_a_whole_draft_becomes_the_case_study_that_was_typed(case_text: str) -> None:
    case = parse_case(case_text, "dakar")
    made = case_of(as_draft(case))
    assert made.model_copy(update={"id": case.id, "lineage": case.lineage}) == case
    assert made.id == "kumasi-compost"


def test_open_sources_are_left_out_and_the_others_numbered_anew(case_text: str) -> None:
    case = parse_case(case_text, "dakar")
    held = as_draft(case)
    text = held.field("situation-before").value
    used = {n for n in range(1, 11) if any(f"[{n}]" in t for _, t in case.sections)}
    used |= {lesson.source for lesson in case.lessons} | {
        c.source for c in case.conditions if c.source
    }
    assert used == set(range(1, 11))
    held = edited(held, "lesson-1", {"source": "9"}, "Ada")
    for key in SECTION_KEYS:
        held = edited(held, key, {"": held.field(key).value.replace("[10]", "[9]")}, "Ada")
    made = case_of(left_open(held, "source-10"))
    assert len(made.sources) == 9
    assert made.sections[0] == ("Situation before", text.replace("[10]", "[9]"))


def test_an_empty_draft_is_refused_with_every_reason_by_its_field() -> None:
    with pytest.raises(BadDraft, match="not ready") as caught:
        case_of(draft(proposed("city", {"": "Kumasi"})))
    told = " ".join(caught.value.faults)
    assert "City: nobody has accepted" in told
    assert "Years is open." in told
    assert "0 of the 4 lessons" in told
    assert "0 of the 2 sources" in told
    assert "Results is open." in told


def test_a_lesson_without_its_kind_and_a_result_without_its_label_are_reasons(
    case_text: str,
) -> None:
    held = as_draft(parse_case(case_text, "dakar"))
    assert reasons(held) == ()
    held = edited(held, "lesson-2", {"kind": ""}, "Ada")
    held = edited(held, "results", {"": "It got better [1]."}, "Ada")
    told = reasons(held)
    assert any(reason.startswith("Lesson 2, kind: not told.") for reason in told)
    assert any("**Measured (2019).**" in reason for reason in told)


def test_a_limit_of_the_case_form_is_told_with_the_field(case_text: str) -> None:
    held = as_draft(parse_case(case_text, "dakar"))
    told = reasons(edited(held, "lesson-3", {"text": "Too short."}, "Ada"))
    assert told == ("Lesson 3, text: String should have at least 40 characters.",)


def test_a_source_that_is_cited_and_open_is_a_reason(case_text: str) -> None:
    held = as_draft(parse_case(case_text, "dakar"))
    told = reasons(edited(held, "lesson-1", {"source": "19"}, "Ada"))
    assert told == ("Lesson 1 cites source 19, which is open or not there.",)


LETTERS = st.characters(exclude_categories=["Cs"])
WORDS = st.text(LETTERS, min_size=1, max_size=60).filter(
    lambda t: (
        t.strip() and "<!--" not in t and not t.lstrip().startswith("## ") and "\n## " not in t
    )
)


def _values(holds: Holds, choices: tuple[str, ...]) -> st.SearchStrategy[str]:
    years = st.integers(1800, 2099).map(str)
    return {
        Holds.TEXT: WORDS,
        Holds.NAME: st.text(LETTERS, min_size=1, max_size=40).map(lambda t: " ".join(t.split())),
        Holds.NAMES: st.just("Tamale, Cape Coast"),
        Holds.SLUG: st.from_regex(r"[a-z]{1,8}(-[a-z]{1,8})?", fullmatch=True),
        Holds.COUNTRY: st.from_regex(r"[A-Z]{2}", fullmatch=True),
        Holds.WORD: st.sampled_from(choices or ("-",)),
        Holds.WORDS: st.lists(
            st.sampled_from(choices or ("-",)), min_size=1, max_size=3, unique=True
        ).map(", ".join),
        Holds.NUMBERS: st.just("6, 11"),
        Holds.YEAR: years,
        Holds.LAST_YEAR: years | st.just("goes on"),
        Holds.SOURCE: st.integers(1, 20).map(str),
        Holds.ADDRESS: st.just("https://example.org/a?b=c#d"),
        Holds.DAY: st.dates().map(str),
    }[holds]


@st.composite
def a_field(draw: st.DrawFn, known: About, key: str) -> DraftField:
    parts = {p.name: draw(_values(p.holds, p.choices)) for p in known.parts if draw(st.booleans())}
    parts = {name: text for name, text in parts.items() if text.strip()}
    quotes = draw(st.lists(WORDS, max_size=2))
    kept = (
        DraftField(key=key, state=FieldState.EDITED, parts={"": "x"}, by="A", when=WHEN)
        if not parts
        else None
    )
    state = draw(st.sampled_from(FieldState))
    if kept or state is FieldState.OPEN:
        return open_field(key, draw(WORDS.filter(lambda t: "-->" not in t)))
    shown = tuple(evidence(quote) for quote in quotes)
    if state is not FieldState.EDITED:  # what a proposal says stands in its quotes
        shown = (*shown, evidence(" ".join(parts.values())), *map(evidence, parts.values()))
    return DraftField(
        key=key, state=state, parts=parts, evidence=shown,
        confidence=draw(st.floats(0, 1)) if state is FieldState.PROPOSED else None,
        by="" if state is FieldState.PROPOSED else draw(WORDS), when="" if state is FieldState.PROPOSED else WHEN,
    )  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    chosen = draw(st.lists(st.sampled_from(keys()), unique=True, max_size=6))
    fields = []
    for key in chosen:
        known = about(key)
        assert known
        try:
            fields.append(draw(a_field(known, key)))
        except ValidationError:
            continue  # a text of control characters alone says nothing
    return draft(
        *fields,
        state=draw(st.sampled_from(DraftState)),
        about=draw(st.text(LETTERS, max_size=20)),
        notes=tuple(draw(st.lists(WORDS, max_size=2))),
        revision=draw(st.integers(0, 99)),
        live=draw(st.none() | st.integers(1, 99)),
    )


@given(drafts())
def test_markdown_and_json_read_back_to_the_same_draft(held: Draft) -> None:
    assert Draft.model_validate_json(held.model_dump_json()) == held
    assert draft_of_markdown(draft_markdown(held), "it") == held


@given(drafts(), drafts())
def test_runs_of_words_give_both_texts(one: Draft, two: Draft) -> None:
    for change in changes(one, two):
        old = "".join(text for sign, text in change.words if sign != "+")
        new = "".join(text for sign, text in change.words if sign != "-")
        if old == new:
            assert change.before != change.after
        runs = worded(old, new)
        assert "".join(text for sign, text in runs if sign != "+") == old
        assert "".join(text for sign, text in runs if sign != "-") == new


def test_a_draft_does_not_differ_from_itself() -> None:
    assert changes(draft(), draft()) == ()


def test_a_changed_word_is_told_as_a_changed_word() -> None:
    one = edited(draft(), "title", {"": "Compost in Kumasi"}, "Ada")
    two = edited(one, "title", {"": "Compost in Tamale"}, "Ada")
    (change,) = changes(one, two)
    assert (change.label, change.words) == (
        "Title",
        ((" ", "Compost in "), ("-", "Kumasi"), ("+", "Tamale")),
    )


def test_what_an_edited_copy_says_differently_is_the_persons_word() -> None:
    held = draft(
        proposed("city", {"": "Kumasi"}), proposed("cost-and-who-paid", {"": QUOTE}), revision=1
    )
    text = draft_markdown(held)
    text = text.replace("'': Kumasi", "'': Tamale").replace(
        QUOTE + "\n\n## Results", "It was cheap.\n\n## Results"
    )
    text = text.replace(
        "## What went wrong\n\n<!--", "## What went wrong\n\nThe sieve broke.\n\n<!--", 1
    )
    back = read_back(text, "copy.md", held, "Ada")
    assert back.field("city").told() == {"": "Tamale"}
    assert back.field("cost-and-who-paid").value == "It was cheap."
    assert back.field("what-went-wrong").value.startswith("The sieve broke.")
    assert {back.field(k).state for k in ("city", "cost-and-who-paid")} == {FieldState.EDITED}
    assert back.field("city").evidence == held.field("city").evidence


def test_a_copy_that_says_nothing_new_changes_nothing() -> None:
    held = draft(proposed("city", {"": "Kumasi"}), proposed("results", {"": QUOTE}), revision=4)
    assert read_back(draft_markdown(held), "copy.md", held, "Ada") == held


def test_a_copy_can_accept_but_cannot_slip_in_evidence() -> None:
    held = draft(proposed("city", {"": "Kumasi"}), revision=1)
    text = (
        draft_markdown(held).replace("state: proposed", "state: accepted").replace(QUOTE, "Forged!")
    )
    field = read_back(text, "copy.md", held, "Ada").field("city")
    assert (field.state, field.by, field.evidence[0].quote) == (FieldState.ACCEPTED, "Ada", QUOTE)


def test_a_copy_of_an_older_revision_is_refused() -> None:
    held = draft(revision=2)
    with pytest.raises(BadDraft, match="revision 1; kept is"):
        read_back(draft_markdown(draft(revision=1)), "copy.md", held, "Ada")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("state: proposed", "state: [", "not valid YAML"),
        ("'': Kumasi", "part: Kumasi", "City has no part 'part'"),
        ("\n## Results\n", "\n## Outcomes\n", "no section 'Outcomes'"),
        ("country:", "land:", "no field 'land'"),
        ("'': Kumasi", "'': 'K\n\n\n  x'", "City: it is one line"),
    ],
)
def test_a_broken_copy_is_refused_with_the_field(old: str, new: str, said: str) -> None:
    held = draft(proposed("city", {"": "Kumasi"}), revision=1)
    text = draft_markdown(held)
    assert old in text
    with pytest.raises(BadDraft, match=said):
        read_back(text.replace(old, new, 1), "copy.md", held, "Ada")


def test_the_sections_of_a_draft_are_those_of_a_case_study() -> None:
    assert tuple(SECTION_KEYS.values()) == SECTIONS
