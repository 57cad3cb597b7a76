"""So bản ký với bản ban hành: is a PDF that came back the paper that was issued?"""

import json
import unicodedata

from thidua.kit.apart import ran
from thidua.paperwork.models import Document
from thidua.paperwork.output import pdf_of

FILE, TEXT, OTHER = "file", "text", "other"


def same_as(document: Document, data: bytes) -> str:
    """ "file": our very bytes with signatures put after them; "text": the same words (printed from Word, scanned
    signatures beside); "other": other words, or none to be read."""
    if any(data.startswith(ours) for ours in (pdf_of(document), pdf_of(document, archival=False))):
        return FILE
    theirs, ours = words_of(data), words_of(pdf_of(document))
    return TEXT if theirs and theirs == ours else OTHER


def words_of(pdf: bytes) -> str:
    """The letters and digits of a PDF in their order; how they are broken into lines and pages is no matter."""
    told = ran("read_words", data=pdf)
    text = json.loads(told) if told else ""
    return "".join(c for c in unicodedata.normalize("NFC", text).casefold() if c.isalnum())
