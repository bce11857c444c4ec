"""Twelve worked pairs as golden reports, and what holds for every report.

`CITYGRAFT_WRITE_GOLDEN=1 pytest tests/assistant/test_transplant.py` writes the reports anew; read them before committing.
"""

import io
import os
import re
from pathlib import Path

import pytest
from rich.console import Console

from api.commands.sheet import show_report
from assistant.assistant import Assistant
from assistant.report import TransplantReport, Verdict
from corpus.errors import AmbiguousCity, UnknownCity, UnknownPractice
from corpus.vocabulary import Dimension
from index.library import Library
from ingest.pipeline import ingest

GOLDEN = Path(__file__).parent / "golden"

PAIRS = (
    # name, practice, city, what the city says, the dimension that blocks or must be adapted, its verdict
    ("bike-share-and-helmets", "bike share", "Perth, Australia", "helmets are compulsory here", "legal_regulatory", "blocks"),
    ("cable-car-in-a-flat-city", "urban cable car", "Beira", "", "climate_hazard_geography", "blocks"),
    ("heat-plan-in-humid-heat", "heat action plan", "Beira", "a humid coastal city", "climate_hazard_geography", "adapt"),
    ("composting-without-separation", "community composting", "Quelimane", "no separate collection", "social_culture_behaviour", "blocks"),
    ("rapid-buses-among-minibuses", "BRT", "Accra", "mostly informal minibuses", "market_operators", "adapt"),
    ("bond-without-the-right-to-borrow", "municipal bond", "Kampala", "we may not borrow", "legal_regulatory", "blocks"),
    ("road-charge-without-the-power", "congestion charging", "Bengaluru", "the city cannot charge drivers", "legal_regulatory", "blocks"),
    ("mangroves-far-from-the-sea", "ecosystem-based-coastal-protection", "Kampala", "", "climate_hazard_geography", "blocks"),
    ("upgrading-without-titles", "in-place-settlement-upgrading", "Dakar", "unclear tenure", "land_tenure", "blocks"),
    ("waste-charge-without-enforcement", "pay-as-you-throw-waste-charging", "Lagos", "no separate collection", "technical_capacity", "blocks"),
    ("land-readjustment-without-titles", "land readjustment", "Antananarivo", "no land titles", "land_tenure", "blocks"),
    ("cable-car-where-it-is", "urban cable car", "La Paz, Bolivia", "", "", "fits"),
)  # fmt: skip


def text_of(report: TransplantReport) -> str:
    """The report as a person reads it, without figures that move when the corpus grows."""
    console = Console(width=100, record=True, force_terminal=False, file=io.StringIO())
    show_report(report.model_copy(update={"flags": report.flags[:6]}), False, console)
    text = re.sub(r" +$", "", console.export_text(), flags=re.MULTILINE)
    return re.sub(r"(fit|weight) \d\.\d+", r"\1 …", text)


@pytest.mark.parametrize(("name", "practice", "city", "says", "dimension", "verdict"), PAIRS)
def test_a_worked_pair_reads_as_a_person_would_judge_it(
    assistant: Assistant,
    name: str,
    practice: str,
    city: str,
    says: str,
    dimension: str,
    verdict: str,
) -> None:
    report = assistant.transplant(practice, city, {}, says)
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("CITYGRAFT_WRITE_GOLDEN"):
        golden.write_text(text_of(report), encoding="utf-8")
    assert text_of(report) == golden.read_text(encoding="utf-8")
    if dimension:
        top = {flag.dimension: flag.verdict for flag in report.flags[:3]}
        assert top.get(dimension) == verdict
    else:
        assert {flag.verdict for flag in report.flags} == {Verdict.FITS}
        assert any("compared with itself" in warning for warning in report.warnings)


def test_every_report_has_fifteen_flags_by_falling_weight(assistant: Assistant) -> None:
    report = assistant.transplant("bike share", "Beira")
    weights = [flag.weight for flag in report.flags]
    assert {flag.dimension for flag in report.flags} == set(Dimension)
    assert weights == sorted(weights, reverse=True)
    assert all(flag.sentence and flag.next_step for flag in report.flags)


def test_the_same_question_gets_the_same_report(assistant: Assistant) -> None:
    assert assistant.transplant("BRT", "Dakar") == assistant.transplant("BRT", "Dakar")


def test_every_weight_is_the_sum_of_what_explain_shows(assistant: Assistant) -> None:
    import math

    for flag in assistant.transplant("BRT", "Dakar").flags:
        weight = 1 / (1 + math.exp(-sum(flag.explain.values())))
        assert flag.weight == pytest.approx(weight, abs=3e-3)


def test_evidence_of_a_case_stands_in_that_case_word_for_word(assistant: Assistant) -> None:
    for flag in assistant.transplant("BRT", "Dakar").flags:
        for support in flag.evidence:
            if support.url and support.url.startswith("/cases/"):
                text = assistant.case(support.url.split("/")[2].split("#")[0]).text()
                assert support.text.rstrip(".") in text


def test_a_stated_fact_changes_the_flag_and_is_shown_back(assistant: Assistant) -> None:
    before = assistant.transplant("bike share", "Perth, Australia")
    after = assistant.transplant("bike share", "Perth, Australia", {"helmet_law": "yes"})
    law = {f.dimension: f for f in after.flags}["legal_regulatory"]
    assert {f.dimension: f.verdict for f in before.flags}["legal_regulatory"] != "blocks"
    assert law.verdict == "blocks"
    assert "a law that cyclists must wear helmets: yes" in after.understood
    assert after.fit < before.fit


def test_a_failure_in_a_like_city_is_warned_of(assistant: Assistant) -> None:
    report = assistant.transplant("bike share", "Perth, Australia")
    assert any("Brisbane" in warning and "failed" in warning for warning in report.warnings)


def test_a_case_is_compared_with_its_own_city(assistant: Assistant) -> None:
    assert assistant.transplant("dakar-municipal-bond", "Beira").origin == "Dakar, Senegal"


def test_a_city_in_no_table_gets_a_report_from_its_country_and_its_facts(
    assistant: Assistant,
) -> None:
    report = assistant.transplant("BRT", "Inhassoro, Mozambique", {"population": 12000.0})
    assert report.city == "Inhassoro, Mozambique"
    assert report.flags


@pytest.mark.parametrize(
    ("practice", "words"),
    [
        ("teleporters for everyone", "No practice, case study or document is called"),
        ("bike share and congestion charging", "That names 2 practices"),
        ("", "Name a practice"),
        ("???", "Name a practice"),
    ],
)
def test_an_unknown_practice_or_two_at_once_is_never_guessed(
    assistant: Assistant, practice: str, words: str
) -> None:
    with pytest.raises(UnknownPractice, match=words):
        assistant.transplant(practice, "Beira")


def test_an_unknown_or_unclear_city_is_never_guessed(assistant: Assistant) -> None:
    with pytest.raises(AmbiguousCity):
        assistant.transplant("BRT", "Cordoba")
    with pytest.raises(UnknownCity):
        assistant.transplant("BRT", "Atlantisville")


def test_an_answer_has_a_report_for_each_practice_and_hides_none(assistant: Assistant) -> None:
    question = "How do we keep informal settlements from flooding?"
    plain, asked = assistant.ask(question, k=10), assistant.ask(question, "Beira", k=10)
    assert all(practice.transplant is None for practice in plain.practices)
    assert all(practice.transplant for practice in asked.practices)
    assert len(asked.practices) == len(plain.practices)


def test_only_what_moved_up_says_so(assistant: Assistant) -> None:
    asked = assistant.ask("How do we keep informal settlements from flooding?", "Beira", k=10)
    relevance = [practice.relevance for practice in asked.practices]
    for place, practice in enumerate(asked.practices):
        overtook = any(value > practice.relevance for value in relevance[place + 1 :])
        assert overtook <= (practice.moved is not None)


def test_a_practice_met_only_in_a_document_is_read_from_its_text_and_marked_unreviewed(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "benches.md"
    file.write_text(
        "# Warm benches at tram stops\n\n"
        "The scheme failed where the operator company lacked spare parts and no contract bound the supplier.\n\n"
        "It needs a city budget that pays for the electricity costs in every later year.\n"
    )
    ingest(library, [file])
    (document,) = [d for d in library.store.documents() if d.kind == "document"]
    report = Assistant(library).transplant(document.doc_id, "Beira")
    quoted = {s.text: flag.dimension for flag in report.flags for s in flag.evidence}
    assert report.practice_id is None
    assert all(not s.reviewed for flag in report.flags for s in flag.evidence)
    assert any("spare parts" in text for text in quoted)
    assert quoted[
        "It needs a city budget that pays for the electricity costs in every later year."
    ] == ("finance_operating_cost")
    assert any("reviewed by no one" in warning for warning in report.warnings)


def test_whom_to_ask_is_a_city_that_has_done_this_and_not_the_asking_one(
    assistant: Assistant,
) -> None:
    report = assistant.transplant("BRT", "Dakar")
    known = assistant.transplants.held().knowledge
    at = known.positions[report.practice_id or ""]
    cities = {case.city for case in known.cases if case.practice == report.practice_id}
    cities |= {
        t.recipient.city
        for t, near in zip(known.transfers, known.transfer_practice, strict=True)
        if near == at
    }
    assert report.cities
    assert report.networks
    assert {label.split(",")[0] for label in report.cities} <= cities - {"Dakar"}
