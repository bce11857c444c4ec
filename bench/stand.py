"""A server on which something of everything stands, and an address of every kind of page."""

from collections.abc import Mapping
from textwrap import wrap
from typing import Any, NamedTuple
from urllib.parse import urlencode

import httpx2

from bench.publishing import ANSWERS, CONDITION, LESSON, REPORT

CITY = "Beira, Mozambique"
QUESTION = "How do we keep informal settlements from flooding?"
OWN = "Which city lends umbrellas at tram stops against the midday sun?"
"""What the document that stands there answers."""

CASES = ("jakarta-kampung-improvement-programme", "bangkok-bang-bua-baan-mankong")

NAME = "umbrellas"
NEW = {"kind": "practice", "id": "shade-to-lend", "data": {"name": "Shade to lend"}}


def report_pages() -> list[str]:
    """The text of a small report of two pages, a line to a line."""
    lines = [
        part for line in REPORT.replace("#", "").splitlines() for part in wrap(line.strip(), 88) or [""]
    ]  # fmt: skip
    return ["\n".join(lines[:16]), "\n".join(lines[16:])]


class Stand(NamedTuple):
    """What stands on a server: ids of a document, its job, and a draft of it; where a quote of it is."""

    address: str
    doc_id: str
    job_id: str
    draft_id: str
    quote: str


def stood(address: str, pdf: bytes) -> Stand:
    """Have a server take in a report, and make of it what each page shows."""
    with httpx2.Client(base_url=f"{address}/api/v1", timeout=120) as client:
        job_id, doc_id = taken_in(client, f"{NAME}.pdf", pdf)
        draft = _called(client, "POST", "/drafts", {"doc_id": doc_id, "who": "Ama"})
        _answer(client, draft, {"title": {"": "Umbrellas to lend at tram stops"}})
        moved = {"deed": "submitted", "who": "Ama", "comment": "Please look at the costs."}
        revision = _called(client, "GET", f"/drafts/{draft['id']}")["revision"]
        _called(client, "POST", f"/drafts/{draft['id']}/moves", moved | {"revision": revision})
        _called(client, "POST", "/entries", NEW)
        said = {"question": QUESTION, "doc_id": CASES[0], "thumbs": "up", "comment": "It did here."}
        _called(client, "POST", "/feedback", said)
        for case_id in CASES:
            _called(client, "PUT", f"/shortlist/{case_id}?{urlencode({'city': CITY})}", {})
        answer = _called(client, "POST", "/ask", {"question": OWN})
    quote = answer["documents"][0]["citations"][0]["url"]
    return Stand(address, doc_id, job_id, draft["id"], quote)


def taken_in(client: httpx2.Client, name: str, content: bytes) -> tuple[str, str]:
    """The ids of the job that took in a file, and of the document."""
    sent = client.post("/documents", files={"files": (name, content)})
    sent.raise_for_status()
    job_id = sent.json()["job_id"]
    with client.stream("GET", f"/jobs/{job_id}/events") as events:
        events.read()  # it ends with the job
    (item,) = _called(client, "GET", f"/jobs/{job_id}")["items"]
    return job_id, item["outcomes"][0]["doc_id"]


def answered(client: httpx2.Client, draft_id: str, who: str = "Ama") -> None:
    """Accept what is proposed for a draft, and answer what is open, so that it may be published."""
    draft = _called(client, "GET", f"/drafts/{draft_id}")
    listed = [field["key"] for field in draft["fields"] if field["key"].startswith("condition-")]
    answers: dict[str, Mapping[str, str]] = dict(ANSWERS)
    for number in range(1, 5):
        answers[f"lesson-{number}"] = {**LESSON, "text": LESSON["text"].format(number)}
    for number in range(1, max(3, len(listed) + 1)):
        said = CONDITION["requirement"].format(number)
        answers[f"condition-{number}"] = {**CONDITION, "requirement": said}
    for field in draft["fields"]:
        if field["state"] == "proposed" and field["key"] not in answers:
            answers[field["key"]] = {}
    _answer(client, draft, answers, who)


def _answer(
    client: httpx2.Client, draft: dict[str, Any], answers: Mapping[str, Mapping[str, str]], who: str = "Ama"
) -> None:  # fmt: skip
    """Give each field its parts; one without parts is accepted as it was proposed."""
    revision = draft["revision"]
    for key, parts in answers.items():
        given: dict[str, Any] = {"parts": parts} if parts else {"accept": True}
        path = f"/drafts/{draft['id']}/fields/{key}"
        held = _called(client, "PATCH", path, {**given, "revision": revision, "who": who})
        revision = held["revision"]


def _called(client: httpx2.Client, method: str, path: str, body: Any = None) -> Any:
    answer = client.request(method, path, json=body)
    assert answer.is_success, f"{method} {path}: {answer.text}"
    return answer.json()


def pages(stand: Stand) -> dict[str, str]:
    """A path of every kind of page that the one person at a machine can see, by its name."""
    asked = {"city": CITY}
    sheet = {"practice": CASES[0], "city": CITY}
    draft, document = f"/drafts/{stand.draft_id}", f"/documents/{stand.doc_id}"
    return {
        "ask": "/",
        "ask, answered": _path("/", q=QUESTION, **asked),
        "ask, narrowed": _path("/", q=QUESTION, f="outcome:success", **asked),
        "ask, from a document": _path("/", q=OWN, city=""),
        "ask, another language": _path("/", q="¿Cómo se financia un teleférico?", city=""),
        "ask, no answer": _path("/", q="best recipe for apple pie", **asked),
        "ask, unknown city": _path("/", q=QUESTION, city="Qwertyville"),
        "case studies": "/cases",
        "case studies, narrowed": _path("/cases", f="topic:waste"),
        "case study": f"/cases/{CASES[0]}",
        "practices": "/practices",
        "practice": "/practices/bus-rapid-transit",
        "networks": "/networks",
        "network": "/networks/resilient-cities-network",
        "sheet, nothing asked": "/transplant",
        "sheet": _path("/transplant", **sheet),
        "sheet of a practice": _path("/transplant", practice="Bus rapid transit", city="Accra"),
        "sheet, unknown practice": _path("/transplant", practice="Flying carpets", city=CITY),
        "cities": "/city",
        "city": _path("/city", name=CITY),
        "city, unknown": _path("/city", name="Qwertyville"),
        "shortlist": "/shortlist",
        "compare": _path("/shortlist/compare", case=CASES, **asked),
        "compare, one only": _path("/shortlist/compare", case=CASES[0], **asked),
        "documents": "/documents",
        "document": document,
        "document, a quote": stand.quote,
        "document, remove": f"{document}/remove",
        "job": f"/jobs/{stand.job_id}",
        "drafts": "/drafts",
        "draft": draft,
        "draft, a field": f"{draft}?field=lesson-1&edit=1#lesson-1",
        "draft, history": f"{draft}/history",
        "review": "/review",
        "review of a draft": f"/review/{stand.draft_id}",
        "feedback": "/feedback",
        "practices and networks": "/entries",
        "practice, edited": f"/entries/practice/{NEW['id']}",
        "practice, history": f"/entries/practice/{NEW['id']}/history",
        "about": "/about",
        "sign in, one person": "/login",
        "problem": "/cases/nothing",
    }


OF_ACCOUNTS = {
    "account": "/account",
    "accounts": "/accounts",
    "collections": "/collections",
    "log": "/audit",
    "shortlist, empty": "/shortlist",
}
"""Pages of a server on which people sign in, as an administrator sees them."""


def _path(path: str, **asked: object) -> str:
    return f"{path}?{urlencode(asked, doseq=True)}"
