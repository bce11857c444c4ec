"""RTF: paragraphs, headings by style or outline level, lists, tables and footnotes; no pages."""

from pathlib import PurePath

from corpus.errors import EmptyFile, WrongKind
from corpus.nouns import Document, Page
from ingest.kinds import Kind
from ingest.office.ooxml import sensible
from ingest.office.rtf_body import Body
from ingest.office.rtf_text import RtfStream
from ingest.plain.text import document

_CUT_OFF = "The file ends too early; what it holds until there was read."


class RtfReader:
    """Rich Text Format of any version; headings that are only bold or large are paragraphs."""

    kind = Kind.RTF

    def read(self, content: bytes, name: str) -> Document:
        """One page without a number; the title is the one set as such, else the property, else the name."""
        start = content.find(b"{\\rtf")
        if start < 0:
            raise WrongKind(f"{name} is no RTF file. Check it, or save it again from its source.")
        body = Body()
        stream = RtfStream(content, name, body.take)
        stream.read(start)
        body.finish()
        text = body.markup.text()
        if not any(map(str.isalnum, text)):
            raise EmptyFile(f"{name} holds no text. Nothing was taken in.")
        title = body.title or sensible(body.property) or PurePath(name).stem
        plain = document(content, name, title, (Page(None, text),), self.kind)
        meta = {"warnings": [_CUT_OFF]} if stream.cut_off else {}
        return plain._replace(outline=body.markup.outline(None), meta=meta)
