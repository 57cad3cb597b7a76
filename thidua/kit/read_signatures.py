"""Reads the signatures inside a PDF: bytes in, JSON out. Asks nobody on the network, whatever a certificate says.

Run by `kit.apart` as a program of its own.

    python read_signatures.py trust-roots/ < in.pdf > out.json
"""

import io
import json
import logging
import sys
from pathlib import Path
from typing import Any

from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

SUFFIXES = {".pem", ".crt", ".cer", ".der"}


def roots(folder: Path) -> list[Any]:
    """The root certificates of a folder."""
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES) if folder.is_dir() else []
    return list(load_certs_from_pemder([str(path) for path in files]))  # type: ignore[no-untyped-call]


def told(signature: Any, trusted: list[Any]) -> dict[str, object]:
    """One signature as plain values; one that cannot be made out is not intact."""
    found: dict[str, object] = {"who": "", "organisation": "", "at": "", "intact": False, "whole": False,
                                "trust": "unknown"}  # fmt: skip
    try:
        subject = signature.signer_cert.subject.native
        found |= {"who": one(subject, "common_name"), "organisation": one(subject, "organization_name")}
        if signature.self_reported_timestamp:
            found["at"] = signature.self_reported_timestamp.isoformat()
        context = ValidationContext(trust_roots=trusted, allow_fetching=False)
        status = validate_pdf_signature(signature, context)
    except Exception:  # a stranger's bytes may break anything
        return found
    found["intact"] = bool(status.intact and status.valid)
    found["whole"] = status.coverage == SignatureCoverageLevel.ENTIRE_FILE or (
        status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
        and bool(status.docmdp_ok)
        and status.modification_level in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES,
                                          ModificationLevel.FORM_FILLING)
    )  # fmt: skip
    if trusted:
        found["trust"] = "trusted" if status.trusted else "untrusted"
    return found


def one(subject: dict[str, Any], part: str) -> str:
    """A part of a name, which may be given several times."""
    value = subject.get(part, "")
    return ", ".join(value) if isinstance(value, list) else str(value)


def main() -> None:
    """Read, tell."""
    logging.disable(logging.CRITICAL)
    trusted = roots(Path(sys.argv[1]))
    reader = PdfFileReader(io.BytesIO(sys.stdin.buffer.read()), strict=False)
    found = [told(signature, trusted) for signature in reader.embedded_regular_signatures]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
