"""Sending files from the page: the form is read piece by piece, so its mark is checked once it is read."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from api.access.csrf import FIELD, HEADER, check
from api.access.viewer import FACILITATOR, TheViewer
from api.intake import TheIntake

router = APIRouter(include_in_schema=False)

BY_PAGE = "page"
"""Where these jobs come from."""


@router.post("/documents", dependencies=[FACILITATOR])
async def send(request: Request, intake: TheIntake, viewer: TheViewer) -> RedirectResponse:
    """Take the files that were chosen, and lead to their job."""

    def marked(fields: dict[str, str]) -> None:
        check(request, request.headers.get(HEADER) or fields.get(FIELD, ""))

    job = await intake.received(request, viewer, BY_PAGE, marked)
    return RedirectResponse(f"/jobs/{job.job_id}", 303)
