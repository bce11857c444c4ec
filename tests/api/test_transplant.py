import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.app import create_app
from api.cli import app
from assistant.assistant import Assistant
from corpus.attributes import ATTRIBUTES
from index.library import Library
from tests.browser import LOCAL, browser

HERE = "/api/v1/transplant"


@pytest.fixture
def client(assistant: Assistant) -> TestClient:
    return browser(create_app(assistant), raises=False)


@pytest.fixture
def fresh(library: Library) -> TestClient:
    """A client whose assessments are its own."""
    return browser(create_app(Assistant(library)), raises=False)


def test_the_report_over_http_is_that_of_the_assistant(
    client: TestClient, assistant: Assistant
) -> None:
    asked = {"practice": "bike share", "city": "Beira", "fact": ["terrain=flat"], "says": "humid"}
    report = assistant.transplant("bike share", "Beira", {"terrain": "flat"}, "humid")
    assert client.get(HERE, params=asked).text == report.model_dump_json()


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ({"practice": "bike share"}, 422, "city"),
        ({"practice": "bike share", "city": "Atlantisville"}, 422, "No city called"),
        ({"practice": "bike share", "city": "Cordoba"}, 422, "Which one"),
        ({"practice": "teleporters", "city": "Beira"}, 404, "The nearest are"),
        ({"practice": "BRT", "city": "Beira", "fact": ["sewer=300"]}, 422, "0 to 100 %"),
        ({"practice": "BRT", "city": "Beira", "fact": ["mood=good"]}, 422, "is no fact"),
        ({"practice": "BRT", "city": "Beira", "says": "flat city with steep hills"}, 422, "contradict"),
    ],
)  # fmt: skip
def test_a_bad_request_says_what_to_change(
    client: TestClient, asked: dict[str, str], status: int, words: str
) -> None:
    response = client.get(HERE, params=asked)
    assert response.status_code == status
    assert words in response.json()["detail"]


def test_facts_beside_a_question_count(client: TestClient) -> None:
    body = {"question": "bike share", "city": "Perth, Australia", "facts": {"helmet_law": "yes"}}
    answer = client.post("/api/v1/ask", json=body).json()
    verdicts = [flag["verdict"] for p in answer["practices"] for flag in p["transplant"]["flags"]]
    assert "blocks" in verdicts


def test_peers_over_http_have_something_to_teach(client: TestClient) -> None:
    found = client.get("/api/v1/peers", params={"city": "Beira", "topic": "waste", "k": 3}).json()
    assert len(found) == 3
    assert all(peer["teaches"] for peer in found)


def test_what_a_city_states_is_saved_in_versions_and_exported(fresh: TestClient) -> None:
    here = {"city": "Beira"}
    assert fresh.put("/api/v1/profile", params=here, json={"sewer": 5}).json()["version"] == 1
    fresh.put("/api/v1/profile", params=here, json={"hazards": ["storm"], "sewer": None})
    profile = fresh.get("/api/v1/profile", params=here).json()
    assert [version["values"] for version in profile["versions"]] == [
        {"sewer": 5}, {"hazards": ["storm"]},
    ]  # fmt: skip
    values = {value["attribute"]: value for value in profile["values"]}
    assert set(values) == {attribute.key for attribute in ATTRIBUTES}
    assert values["hazards"]["origin"] == "stated by the city"
    assert values["sewer"]["value"] is None
    assert "sewer" in profile["open"]


def test_a_bad_value_saves_nothing_over_http(fresh: TestClient) -> None:
    response = fresh.put("/api/v1/profile", params={"city": "Beira"}, json={"sewer": "many"})
    assert response.status_code == 422
    assert fresh.get("/api/v1/profile", params={"city": "Beira"}).json()["versions"] == []


def test_the_questionnaire_can_be_fetched(client: TestClient) -> None:
    questions = client.get("/api/v1/questionnaire").json()
    assert len(questions) == 25
    assert {"attribute", "question", "dimension", "essential"} <= set(questions[0])


def test_the_empty_forms_are_pages(client: TestClient) -> None:
    assert "who is most like it" in client.get("/city").text
    assert client.get("/city", params={"name": "Atlantisville"}).status_code == 422


def test_a_city_page_saves_the_self_assessment_and_shows_its_gaps(fresh: TestClient) -> None:
    form = {"name": "Beira", "sewer": "5", "champion": "no", "hazards": ["storm", "drought"]}
    response = fresh.post("/city", data=form)
    assert response.status_code == 200
    assert "How do projects survive without a political champion?" in response.text
    assert "version 1" in response.text
    again = fresh.post("/city", data={"name": "Beira", "champion": "no"})
    assert "version 2" in again.text
    values = fresh.get("/api/v1/profile", params={"city": "Beira"}).json()["versions"][-1]["values"]
    assert values == {"champion": "no"}


def test_a_form_sent_from_another_site_is_refused(fresh: TestClient) -> None:
    headers = {"origin": "https://evil.example"}
    response = fresh.post("/city", data={"name": "Beira", "sewer": "5"}, headers=headers)
    assert response.status_code == 403
    own = {"origin": LOCAL}
    assert fresh.post("/city", data={"name": "Beira", "sewer": "5"}, headers=own).status_code == 200


def test_markup_in_a_city_s_words_is_shown_not_run(client: TestClient) -> None:
    nasty = "<script>alert(1)</script>"
    for path, asked in (
        ("/transplant", {"practice": nasty, "city": "Beira"}),
        ("/transplant", {"practice": "BRT", "city": nasty}),
        ("/city", {"name": nasty}),
    ):
        assert nasty not in client.get(path, params=asked).text


def test_the_answer_page_shows_a_strip_for_each_practice(client: TestClient) -> None:
    page = client.get("/", params={"q": "flooding of slums", "city": "Beira"}).text
    assert page.count('<ul class="strip"') == page.count("Read the case")
    assert "What must change in Beira" in page


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["transplant", "bike share", "--city", "Beira", "--explain"], "log-odds:"),
        (["transplant", "bike share", "--city", "Beira", "--says", "helmets are compulsory"], "blocks"),
        (["peers", "Beira", "--topic", "waste", "-k", "2"], "like yours"),
        (["profile", "Beira"], "country figure"),
        (["profile", "Beira", "--json"], '"attribute": "population"'),
        (["transplant", "bike share", "--city", "Beira", "--json"], '"degree"'),
        (["peers", "Beira", "--json"], '"teaches"'),
    ],
)  # fmt: skip
def test_the_commands_answer(
    bundled_home: object,
    models: object,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    shown: str,
) -> None:
    monkeypatch.setenv("CITYGRAFT_HOME", str(bundled_home))
    monkeypatch.setenv("CITYGRAFT_MODELS", str(models))
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0
    assert shown in result.output


def test_the_interview_saves_what_is_answered_and_asks_again_after_a_bad_value(
    bundled_home: object, models: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITYGRAFT_HOME", str(bundled_home))
    monkeypatch.setenv("CITYGRAFT_MODELS", str(models))
    answers = ["perhaps", "yes"] + [""] * 24
    result = CliRunner().invoke(app, ["assess", "Nampula"], input="\n".join(answers) + "\n")
    assert "'perhaps' is no value" in result.output
    assert "Saved as version 1" in result.output
