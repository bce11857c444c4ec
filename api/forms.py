"""Problems in the form of other protocols, by the beginning of the path: one literal table."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from api.completions.faults import form as completions
from api.cors import is_under
from api.mcp.form import problem as mcp
from api.retrieval_refusals import form as retrieval
from api.slack.refusals import form as slack
from api.teams.refusals import form as teams

Form = Callable[[Request, int, str], Response]
"""Makes the answer of a status and a sentence for the person."""

FORMS: dict[str, Form] = {
    "/mcp": mcp,
    "/v1": completions,
    "/slack": slack,
    "/teams": teams,
    "/retrieval": retrieval,
}


def form_of(path: str) -> Form | None:
    """The form of problems under a path; None for the server's own."""
    return next((form for begin, form in FORMS.items() if is_under(path, (begin,))), None)
