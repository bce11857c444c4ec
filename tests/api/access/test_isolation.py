"""What is in a private collection leaves no trace with those who were not added to it, administrators included."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from api.access.accounts import Accounts
from api.access.collections import Collections
from api.access.roles import Role
from index.hashing import HashingEmbedder
from index.library import Library
from tests.api.access.people import (
    ROOT,
    file_of,
    person,
    private,
    program,
    served,
    signed_in,
    visitor,
)
from tests.browser import LOCAL

MARK = "quillvex"
"""Stands in everything of Ada's and in nothing else."""

REPORT = f"""# The {MARK} plan for Kumasi

Before the scheme, household waste in Kumasi, Ghana, went to a {MARK} landfill that was full.
The {MARK} council approved the scheme in November 2014. The first collection began in June 2015.
The plant cost 1.8 million US dollars to build. The {MARK} project failed and was closed in 2020.
"""

PLAIN = """# Waste in Tamale

Household waste in Tamale, Ghana, is collected by carts. The council approved the scheme in 2011.
"""

QUESTIONS = ("household waste landfill scheme of the council", "the city bond and its guarantee")
"""Asked by everybody; Ada's documents answer them, and others too."""


NEEDED: dict[str, str | int] = {
    "old": 1,
    "new": 1,
    "start": 0,
    "end": 5,
    "city": "Beira",
    "q": "waste",
}
"""What some routes ask for beside an id."""


class Scene(NamedTuple):
    """Ada and her documents in her collection, and others who may not see them."""

    app: FastAPI
    ada: TestClient
    others: dict[str, TestClient]
    ids: dict[str, str]


def taken_in(client: TestClient, collection: str, name: str, content: str) -> str:
    """The id of the job that took a file in."""
    response = client.post(
        "/api/v1/documents", data={"collection": collection}, files={"files": (name, content)}
    )
    assert response.status_code == 202, response.text
    address = response.headers["location"]
    client.get(f"{address}/events")
    job = client.get(address).json()
    assert [o["result"] for item in job["items"] for o in item["outcomes"]] == ["added"], job
    return str(job["job_id"])


def case(text: str) -> str:
    """A case study of Ada's, of a practice that nobody else has."""
    body = text.replace("id: dakar-municipal-bond", f"id: {MARK}-bond", 1)
    body = re.sub(r'(?m)^title: ".*"$', f'title: "A {MARK} bond that was stopped"', body, count=1)
    return body.replace("Dakar relied", f"The {MARK} mayor of Dakar relied")


@pytest.fixture(scope="module", name="scene")
def _scene(tmp_path_factory: pytest.TempPathFactory, case_text: str) -> Iterator[Scene]:
    app = served(Library(tmp_path_factory.mktemp("apart") / "home", HashingEmbedder()))
    ada, ben = person(app, "Ada", Role.FACILITATOR), person(app, "Ben", Role.FACILITATOR)
    root = person(app, "Root", Role.ADMIN)
    person(app, "Rea", Role.READER)
    private(app, "plans-of-ada", ada)
    private(app, "plans-of-ben", ben)
    with TestClient(app, LOCAL):  # its worker takes the documents in
        client, bens = signed_in(app, "Ada"), signed_in(app, "Ben")
        job = taken_in(client, "plans-of-ada", f"{MARK} plan.md", REPORT)
        taken_in(client, "plans-of-ada", f"{MARK}-bond.md", case(case_text))
        taken_in(bens, "plans-of-ben", "tamale.md", PLAIN)
        (doc_id,) = [
            d["doc_id"]
            for d in client.get("/api/v1/documents").json()["documents"]
            if not d["doc_id"].endswith("bond")
        ]
        draft = client.post("/api/v1/drafts", json={"doc_id": doc_id, "who": "Ada"})
        assert draft.status_code == 201, draft.text
        said = {"question": f"a {MARK} landfill", "doc_id": doc_id, "thumbs": "up"}
        feedback = client.post("/api/v1/feedback", json=said).json()
        decision = f"/api/v1/feedback/{feedback['id']}/decision"
        assert client.post(decision, json={"grade": 2}).status_code == 200
        kept = client.put(
            f"/api/v1/shortlist/{MARK}-bond", params={"city": "Beira"}, json={"note": f"as {MARK}"}
        )
        assert kept.status_code == 200, kept.text
        others = {
            "a visitor": visitor(app),
            "a reader": signed_in(app, "Rea"),
            "another facilitator": bens,
            "an administrator": signed_in(app, "Root"),
            "an administrator's program": program(app, root, "admin"),
        }
        ids = {"doc_id": doc_id, "case_id": f"{MARK}-bond", "job_id": job,
               "draft_id": draft.json()["id"], "feedback_id": feedback["id"]}  # fmt: skip
        yield Scene(app, client, others, ids)


def addresses(scene: Scene) -> list[str]:
    """Every address that can be read: templates with Ada's ids, and the others with queries that lead to her documents."""
    ids, found = scene.ids, []
    asked = [f"q={QUESTIONS[0]}", f"city=Beira&name=Beira&practice={ids['doc_id']}&q={QUESTIONS[1]}&doc_id={ids['doc_id']}",
             f"city=Accra&name=Kumasi&practice={ids['case_id']}&topic=waste&k=50&c={ids['case_id']}&case={ids['case_id']}"]  # fmt: skip
    for route in iter_route_contexts(scene.app.routes):
        path = str(route.path)
        if "GET" not in (route.methods or ()) or path in ("/audit", "/api/v1/audit"):
            continue
        for name in re.findall(r"{(\w+)}", path):
            path = path.replace(f"{{{name}}}", ids.get(name, "title" if name == "key" else "1"))
        found += [path, *(f"{path}?{query}" for query in asked)]
    return found


def test_nothing_that_can_be_read_shows_a_trace_to_others(scene: Scene) -> None:
    traces = []
    for address in addresses(scene):
        for who, client in scene.others.items():
            response = client.get(address)
            shown = shown_without_question(unpacked(response.content), address)
            if response.status_code >= 500 or MARK.encode() in shown:
                traces.append(f"{who} at {address}: {response.status_code} {around(shown)}")
    assert not traces, "\n".join(traces)


def shown_without_question(content: bytes, address: str) -> bytes:
    """What is shown, in lower case, without the ids that the address itself says."""
    text = content.lower()
    for given in re.findall(rf"[\w-]*{MARK}[\w-]*", address):
        text = text.replace(given.encode(), b"")
    return text


def unpacked(content: bytes) -> bytes:
    """The content, that of the parts of a zipped document included."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def around(content: bytes) -> str:
    at = content.find(MARK.encode())
    return content[max(0, at - 80) : at + 80].decode(errors="replace") if at >= 0 else ""


def test_whoever_was_added_sees_all_of_it(scene: Scene) -> None:
    seen = [
        a
        for a in addresses(scene)
        if MARK.encode() in shown_without_question(scene.ada.get(a).content, a)
    ]
    for part in ("/documents", "/documents/", "/cases", "/cases/", "/drafts", "/drafts/", "/jobs/", "/transplant?",
                 "/?q=", "/api/v1/documents", "/api/v1/jobs", "/api/v1/drafts", "/api/v1/cases/", "/api/v1/transplant?",
                 "/api/v1/feedback"):  # fmt: skip
        assert any(address.startswith(part) for address in seen), part


def test_what_names_something_of_others_is_answered_as_if_it_were_not_there(scene: Scene) -> None:
    wrong = []
    for route in iter_route_contexts(scene.app.routes):
        path = str(route.path)
        names = re.findall(r"{(\w+)}", path)
        if "GET" not in (route.methods or ()) or not set(names) & set(scene.ids):
            continue
        there, not_there = path, path
        for name in names:
            there = there.replace(
                f"{{{name}}}", scene.ids.get(name, "title" if name == "key" else "1")
            )
            not_there = not_there.replace(
                f"{{{name}}}",
                "none-such" if name in scene.ids else "title" if name == "key" else "1",
            )
        for who, client in scene.others.items():
            found = [
                client.get(address, params=NEEDED).status_code for address in (there, not_there)
            ]
            if found[0] != found[1] or found[0] not in (401, 403, 404):
                wrong.append(f"{who} at {path}: {found}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_counts_and_facets_are_those_of_a_library_without_it(
    scene: Scene, question: str
) -> None:
    asked = {"question": question, "k": 50, "literally": True}
    for who, client in scene.others.items():
        response = client.post("/api/v1/ask", json=asked)
        assert response.status_code == 200
        answer = response.json()
        assert MARK not in response.text.lower(), who
        bens = who == "another facilitator"
        shown = [d["doc_id"] for d in answer["documents"]]
        assert not any("plan" in doc_id for doc_id in shown)
        assert answer["practices"] == [], who
        assert answer["found"] == len(shown) <= (1 if bens else 0)
        assert {f["value"] for f in answer["facets"]} <= (
            {*(f["value"] for f in answer["facets"])} if bens else set()
        )
    mine = scene.ada.post("/api/v1/ask", json=asked)
    assert MARK in mine.text.lower()
    assert mine.json()["found"] >= 1


@pytest.mark.parametrize("misspelt", ["quilvex", "quillvx", "quillvec"])
def test_no_word_is_mended_into_one_that_only_others_have(scene: Scene, misspelt: str) -> None:
    asked = {"question": f"{misspelt} landfill for household waste"}
    for who, client in scene.others.items():
        for page in (
            client.post("/api/v1/ask", json=asked).text,
            client.get("/", params={"q": asked["question"]}).text,
        ):
            assert MARK not in page, who
    assert MARK in scene.ada.post("/api/v1/ask", json=asked).text


@pytest.mark.parametrize(
    "question",
    [
        MARK,
        f"the {MARK} council",
    ],
)
def test_a_guessed_word_finds_nothing(scene: Scene, question: str) -> None:
    for who, client in scene.others.items():
        guessed = client.post("/api/v1/ask", json={"question": question}).json()
        other = client.post(
            "/api/v1/ask", json={"question": question.replace(MARK, "brontolyx")}
        ).json()
        assert (guessed["found"], guessed["abstained"]) == (other["found"], other["abstained"]), who
        assert str(guessed).replace(MARK, "") == str(other).replace("brontolyx", ""), who


def test_nothing_of_it_is_changed_by_others(scene: Scene) -> None:
    ids = scene.ids
    draft = scene.ada.get(f"/api/v1/drafts/{ids['draft_id']}").json()
    for who, client in scene.others.items():
        tries = [
            client.delete(f"/api/v1/documents/{ids['doc_id']}"),
            client.post(f"/documents/{ids['doc_id']}/remove"),
            client.post("/api/v1/drafts", json={"doc_id": ids["doc_id"]}),
            client.post("/drafts", data={"doc_id": ids["doc_id"]}),
            client.patch(f"/api/v1/drafts/{ids['draft_id']}/fields/title", json={"revision": 1, "accept": True}),
            client.post(f"/api/v1/drafts/{ids['draft_id']}/moves", json={"revision": 1, "deed": "submitted"}),
            client.post(f"/drafts/{ids['draft_id']}/fields/title", data={"revision": "1", "do": "accept"}),
            client.post(f"/drafts/{ids['draft_id']}/move", data={"revision": "1", "deed": "submitted"}),
            client.post(f"/jobs/{ids['job_id']}/cancel"),
            client.post(f"/api/v1/jobs/{ids['job_id']}/resume"),
            client.post("/api/v1/feedback", json={"question": "waste", "doc_id": ids["doc_id"], "thumbs": "down"}),
            client.post(f"/api/v1/feedback/{ids['feedback_id']}/decision", json={"grade": 0}),
            client.post(f"/feedback/{ids['feedback_id']}/decision", data={"verdict": "reject"}),
            client.put(f"/api/v1/shortlist/{ids['case_id']}", params={"city": "Beira"}),
            client.post("/shortlist", data={"case_id": ids["case_id"], "city": "Beira"}),
            client.post("/api/v1/compare", json={"city": "Beira", "cases": [ids["case_id"], "none-such"]}),
            client.post("/feedback?q=waste", data={"doc_id": ids["doc_id"], "thumbs": "down"}),
            client.post("/api/v1/documents", data={"collection": "plans-of-ada"}, files={"files": ("a.md", PLAIN)}),
            client.post("/documents", data={"collection": "plans-of-ada"}, files={"files": ("a.md", PLAIN)}),
            client.post("/documents/address", data={"collection": "plans-of-ada", "address": "https://example.org"}),
        ]  # fmt: skip
        told = [
            f"{t.request.url} {t.status_code}"
            for t in tries
            if t.status_code not in (401, 403, 404) and "There is no document" not in t.text
        ]
        assert not told, (who, told)
        named = " ".join(ids.values())  # an id that was sent may be quoted
        assert not [t.request.url for t in tries if MARK.encode() in shown_without_question(t.content, named)]  # fmt: skip
    assert scene.ada.get(f"/api/v1/documents/{ids['doc_id']}").status_code == 200
    assert scene.ada.get(f"/api/v1/drafts/{ids['draft_id']}").json() == draft


def test_a_collection_that_is_not_theirs_cannot_be_told_from_one_that_is_not_there(
    scene: Scene,
) -> None:
    for who, client in scene.others.items():
        told = [
            client.post(
                "/api/v1/documents/address",
                json={"collection": name, "address": "https://example.org"},
            )
            for name in ("plans-of-ada", "plans-of-eve")
        ]
        assert told[0].text.replace("ada", "eve") == told[1].text, who
        assert told[0].status_code in (401, 403)
        if "administrator" not in who:  # who looks after collections knows their names
            assert (
                "plans-of-ada"
                not in client.get("/api/v1/collections").text + client.get("/api/v1/me").text
            )


def test_the_same_file_sent_by_another_tells_nothing_of_the_first(scene: Scene) -> None:
    ben = scene.others["another facilitator"]
    response = ben.post(
        "/api/v1/documents",
        data={"collection": "plans-of-ben"},
        files={"files": (f"{MARK} plan.md", REPORT)},
    )
    address = response.headers["location"]
    ben.get(f"{address}/events")
    job = ben.get(address).json()
    ((outcome,),) = (item["outcomes"] for item in job["items"])
    assert (job["state"], outcome["result"]) == ("done", "added")
    assert "ada" not in str(outcome).lower()
    assert outcome["doc_id"] != scene.ids["doc_id"]
    assert ben.delete(f"/api/v1/documents/{outcome['doc_id']}").status_code == 204
    assert scene.ada.get(f"/api/v1/documents/{scene.ids['doc_id']}").status_code == 200
    assert scene.ada.get(f"/documents/{scene.ids['doc_id']}/file").status_code == 200


def test_who_was_taken_out_sees_no_more_of_it(scene: Scene) -> None:
    collections = Collections(file_of(scene.app))
    ada = Accounts(file_of(scene.app)).get("Ada")
    collections.leave(ROOT, "plans-of-ada", ada)
    try:
        traces = []
        for address in addresses(scene):
            response = scene.ada.get(address)
            shown = shown_without_question(unpacked(response.content), address)
            if response.status_code >= 500 or MARK.encode() in shown:
                traces.append(f"{address}: {response.status_code} {around(shown)}")
        assert not traces, "\n".join(traces)
    finally:
        collections.join(ROOT, "plans-of-ada", ada)


def test_the_log_names_nothing_of_it_to_an_administrator(scene: Scene) -> None:
    for address in ("/audit", "/api/v1/audit"):
        assert MARK not in scene.others["an administrator"].get(address).text.lower()
