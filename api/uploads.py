"""Documents that are sent to the server: streamed into the inbox, whatever their names and lengths claim."""

from collections.abc import AsyncIterator
from typing import NamedTuple

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.upload_form import MAX_HEADERS, UploadForm
from ingest.incoming import Same
from ingest.jobs.inbox import Inbox
from ingest.jobs.job import Item

BROKEN = "The form with the files is broken ({}). Send it again, or use 'citygraft ingest'."


class Sent(NamedTuple):
    """What came: the files in the inbox as items of a job, and the other fields."""

    items: list[Item]
    fields: dict[str, str]


async def receive(content_type: str, body: AsyncIterator[bytes], inbox: Inbox, job_id: str) -> Sent:
    """Stream a form with files into the inbox; when this returns they are on disk, when it raises nothing is left.

    Raises:
        HTTPException: 400, 413, 415 or 422, with what to do.
    """
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise HTTPException(415, "Send the files as multipart/form-data.")
    form = UploadForm(inbox, job_id)
    whole = False
    try:
        parser = _parser(form, options[b"boundary"])
        async for piece in body:
            form.check_end(len(piece))
            await run_in_threadpool(parser.write, piece)
        whole = form.ended
    except FormParserError as error:
        raise HTTPException(400, BROKEN.format(str(error)[:100])) from error
    finally:
        if not whole:
            form.drop()
            inbox.clear(job_id)
    if not whole:
        raise HTTPException(400, BROKEN.format("it ends in the middle"))
    return Sent(form.items, form.fields)


def _parser(form: UploadForm, boundary: bytes) -> MultipartParser:
    return MultipartParser(
        boundary,
        {
            "on_part_begin": form.begin,
            "on_header_field": form.header_name,
            "on_header_value": form.header_value,
            "on_header_end": form.header_end,
            "on_headers_finished": form.headers_end,
            "on_part_data": form.data,
            "on_part_end": form.end,
            "on_end": form.finish,
        },
        max_header_count=MAX_HEADERS,
    )


def same_of(fields: dict[str, str]) -> Same:
    """What is to be done with bytes that are held under another name, as the field "same" says.

    Raises:
        HTTPException: 422, it says something else.
    """
    given = fields.get("same") or Same.ASK
    if given not in set(Same):
        raise HTTPException(422, f"same: give one of {', '.join(Same)}.")
    return Same(given)
