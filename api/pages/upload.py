"""Sending files from the page: the form is read piece by piece, so its mark is checked once it is read."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.access.csrf import FIELD, HEADER, check
from api.access.viewer import FACILITATOR, TheViewer
from api.intake import TheIntake
from api.pages.documents_view import TheDocumentsPage

router = APIRouter(include_in_schema=False)

BY_PAGE = "page"
"""Where these jobs come from."""


@router.post("/documents", dependencies=[FACILITATOR])
async def send(
    request: Request, intake: TheIntake, viewer: TheViewer, shown: TheDocumentsPage
) -> Response:
    """Take the files that were chosen, and lead to their job; what is refused is told on the page."""
    fields: dict[str, str] = {}

    def marked(given: dict[str, str]) -> None:
        fields.update(given)
        check(request, request.headers.get(HEADER) or given.get(FIELD, ""))

    try:
        job = await intake.received(request, viewer, BY_PAGE, marked)
    except HTTPException as error:
        if error.status_code in (401, 403):
            raise
        status, kept = error.status_code, fields.get("collection", "")
        told = partial(shown, status=status, trouble=str(error.detail), into=kept)
        return await run_in_threadpool(told)
    return RedirectResponse(f"/jobs/{job.job_id}", 303)
