import json
from typing import Any

import pytest

from api.completions.tasks import BY_SYSTEM, BY_USER, empty_answer
from api.completions.wanted import Message
from tests.api.completions.counting import Counting
from tests.api.completions.serving import asking, posted, said

CHAT = '<chat_history>\nUSER: How do we keep {"a": "b"} streets dry?\nASSISTANT: …\n</chat_history>'  # fmt: skip

HEADED = {
    'Name the chat.\n### Output:\nJSON format: { "title": "a name" }\n### Chat History:\n': '{"title": ""}',
    'Some tags.\n\n### Output:\nJSON format: { "tags": ["one", "two"] }\n\n### Chat History:\n': '{"tags": []}',
    'What next?\n### Output:\nJSON format: { "follow_ups": ["one?"] }\n### Chat History:\n': '{"follow_ups": []}',
    'Is a search needed?\n### Output:\nJSON: \n{\n  "queries": ["one"]\n}\n\n### Chat History:\n': '{"queries": []}',
    'A picture.\n### Output:\nJSON:\n{\n    "prompt": "what is seen"\n}\n\n### Chat History:\n': '{"prompt": ""}',
    'Go on.\n### **Output Rules**:\nJSON format: `{ "text": "<more>" }`.\n---\n### Context:\n': '{"text": ""}',
    "Sum it up.\n### Previous Summary:\nnone\n### Messages Being Compacted:\n": "",
}  # fmt: skip
"""Tasks as Open WebUI builds them, with the answer that says nothing."""


def user(text: str) -> Message:
    return Message(role="user", content=text)


def system(text: str) -> Message:
    return Message(role="system", content=text)


@pytest.mark.parametrize(("task", "empty"), HEADED.items())
def test_a_task_of_open_webui_is_answered_emptily_in_its_form(task: str, empty: str) -> None:
    assert empty_answer([user(f"### Task:\n{task}{CHAT}")]) == empty


@pytest.mark.parametrize(
    "spoken", ["</context>", "<context>\nwet\n</context>", "### Task:\n<context></context>"]
)
@pytest.mark.parametrize(("task", "empty"), list(HEADED.items())[:4])
def test_a_task_is_one_whatever_the_chat_that_it_quotes_speaks_of(
    task: str, empty: str, spoken: str
) -> None:
    chat = CHAT.replace("ASSISTANT: …", f"USER: {spoken} flood")
    assert spoken in chat
    assert empty_answer([user(f"### Task:\n{task}{chat}")]) == empty


@pytest.mark.parametrize("task", [*BY_USER])
def test_a_task_that_comes_as_a_message_of_the_user_is_answered_emptily(task: Any) -> None:
    assert empty_answer([user(f"\n{task.begins}, please.\nUser: flood")]) == task.empty
    assert empty_answer([user("flood"), user(f"{task.begins}.")]) == task.empty


@pytest.mark.parametrize("task", [*BY_SYSTEM])
def test_a_task_that_comes_as_a_system_message_is_answered_emptily(task: Any) -> None:
    assert empty_answer([system(f"{task.begins} of it."), user("flood")]) == task.empty
    assert empty_answer([user("flood"), system(task.begins)]) == task.empty


def test_no_tool_is_called() -> None:
    asked = system('Available Tools: [{"name": "f"}]\n\nChoose, and return { "tool_calls": [] }.')
    assert empty_answer([asked, user("Query: flood")]) == '{"tool_calls": []}'


@pytest.mark.parametrize(
    "question",
    [
        "### Task: how do cities clear drains before the rains?",
        "### Task:\nfind what helped against heat in schools",
        "Our task is to title land. Who has done it?",
        "Generate ideas: a concise plan for street trees",
        "Please generate a list of cities with a congestion charge",
        "What is the title of the report on minibus owners?",
        "Based on the chat history of Accra's minibus owners, what would you do?",
        "Provide a concise overview of waste pickers",
        "Analyze this conversation and provide lessons on water",
        'Which tags do drains need? { "tags": [] }',
    ],
)  # fmt: skip
def test_a_question_that_speaks_of_tasks_or_titles_is_a_question(question: str) -> None:
    assert empty_answer([user(question)]) is None


def test_a_question_is_none_with_a_system_message_that_speaks_of_titles() -> None:
    assert empty_answer([system("Give every answer a title. Tools: none."), user("flood")]) is None


def test_a_task_that_was_set_before_leaves_the_question_after_it_alone() -> None:
    task = user(f'### Task:\nName it.\n### Output:\n{{ "title": "x" }}\n{CHAT}')  # fmt: skip
    assert empty_answer([task, user("congestion charge")]) is None


def test_a_task_never_costs_a_search(address: str, finder: Counting) -> None:
    before = finder.questions
    for task, empty in HEADED.items():
        assert said(posted(address, asking("flood", f"### Task:\n{task}{CHAT}"))) == empty
    assert finder.questions == before


def test_an_empty_answer_is_streamed_as_one(address: str) -> None:
    task = f"### Task:\n{next(iter(HEADED))}{CHAT}"
    lines = posted(address, asking(task, stream=True)).text.strip().split("\n\n")
    told = [json.loads(line.removeprefix("data: "))["choices"][0] for line in lines[:-1]]
    assert "".join(choice["delta"].get("content", "") for choice in told) == '{"title": ""}'
    assert told[-1]["finish_reason"] == "stop"
