"""What people and documents write is shown as it is written, and never runs."""

from urllib.parse import urlencode

import httpx2
import pytest
from playwright.sync_api import expect

from bench.stand import CASES, Stand, taken_in
from tests.web.conftest import NewPage

EVIL = "<img src=x onerror=window.pwned=1>"
WORSE = "\"'><script>window.pwned=1</script>"
CITY = "Accra, Ghana"

TEXT = f"""# {EVIL}

Zanzibari gardeners hang lanterns {WORSE} over the pumpkin beds of Kumasi, Ghana, since 2015.
The city council approved the lanterns {EVIL} in November 2014. A lantern cost 9 dollars.
"""


@pytest.fixture(scope="module", name="told")
def _told(stand: Stand) -> dict[str, str]:
    """A path of each page that shows what was written with markup, by what it is."""
    with httpx2.Client(base_url=f"{stand.address}/api/v1", timeout=60) as client:
        job_id, doc_id = taken_in(client, f"{EVIL}.md".replace("/", ""), TEXT.encode())
        draft = (
            client.post("/drafts", json={"doc_id": doc_id, "who": EVIL}).raise_for_status().json()
        )
        path = f"/drafts/{draft['id']}"
        edit = {"revision": 1, "parts": {"": WORSE}, "who": WORSE}
        client.patch(f"{path}/fields/title", json=edit).raise_for_status()
        move = {"revision": 2, "deed": "submitted", "comment": WORSE, "who": EVIL}
        client.post(f"{path}/moves", json=move).raise_for_status()
        said = {"question": EVIL, "doc_id": doc_id, "thumbs": "down", "comment": WORSE}
        client.post("/feedback", json=said).raise_for_status()
        kept = f"/shortlist/{CASES[0]}?{urlencode({'city': CITY})}"
        client.put(kept, json={"note": f"{EVIL} {WORSE}"}).raise_for_status()
        entry = {"kind": "network", "id": "evil", "data": {"name": EVIL, "purpose": WORSE}}
        client.post("/entries", json=entry).raise_for_status()
    asked = "Who hangs lanterns over pumpkin beds? "
    return {
        "its document": f"/documents/{doc_id}",
        "the list of documents": "/documents",
        "its job": f"/jobs/{job_id}",
        "an answer that quotes it": f"/?{urlencode({'q': asked, 'city': ''})}",
        "a question": f"/?{urlencode({'q': WORSE, 'city': EVIL})}",
        "a question and a filter": f"/?{urlencode({'q': asked + EVIL, 'f': f'topic:{EVIL}'})}",
        "a city": f"/city?{urlencode({'name': EVIL})}",
        "a practice": f"/transplant?{urlencode({'practice': EVIL, 'city': CITY, 'says': WORSE})}",
        "what a city says": f"/transplant?{urlencode({'practice': CASES[0], 'city': CITY, 'says': EVIL})}",
        "a comparison": f"/shortlist/compare?{urlencode({'city': EVIL, 'case': EVIL})}",
        "a note of the shortlist": f"/shortlist?{urlencode({'city': CITY})}",
        "a draft": path,
        "a field of a draft": f"{path}?field=title&edit=1",
        "the drafts": "/drafts",
        "the history of a draft": f"{path}/history?old=1&new=2",
        "the review": "/review",
        "the review of a draft": f"/review/{draft['id']}",
        "feedback": "/feedback",
        "a network": "/entries/network/evil",
        "practices and networks": "/entries",
        "what is not there": f"/cases/{EVIL.replace('/', '')}",
        "signing in": f"/login?{urlencode({'next': f'javascript:{WORSE}'})}",
    }  # fmt: skip


def test_markup_of_others_is_shown_and_never_runs(
    new_page: NewPage, stand: Stand, told: dict[str, str]
) -> None:
    page = new_page(stand.address)
    shown = []
    for what, path in told.items():
        page.goto(path)
        assert page.evaluate("window.pwned") is None, what
        assert page.locator("img[src=x], main script").count() == 0, what
        text = page.locator("main").inner_text()
        values = page.locator("main input, main textarea").evaluate_all(
            "all => all.map(one => one.value)"
        )
        shown += [what for part in (EVIL, WORSE) if part in text or part in values]
    # what does not show it cannot run it, so the pages have to
    assert {"its document", "an answer that quotes it", "a question", "a city", "a draft"} <= set(
        shown
    )
    assert {"a note of the shortlist", "feedback", "the review", "a network"} <= set(shown)


def test_a_name_with_markup_is_inert_among_the_files_that_were_chosen(
    new_page: NewPage, stand: Stand
) -> None:
    page = new_page(stand.address)
    page.goto("/documents")
    file = {"name": f"{EVIL}.txt", "mimeType": "text/plain", "buffer": b"Nothing."}
    page.locator("#files").set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_role("list", name="Chosen files")).to_contain_text(EVIL)
    assert page.evaluate("window.pwned") is None
