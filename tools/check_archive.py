"""Check the archive of an emulation year, or a signed package, offline, with nothing of the program that wrote it.

    python3 check_archive.py FILE.zip [--key HEX]

Standard library; with the package `cryptography` the signature is checked too. Prints what holds and what does not;
exit code 0 when everything does, 1 when something does not, 2 when the file is no archive.
"""

import argparse
import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator

ARCHIVE, PACKAGE = "thidua-archive/1", "thidua-package/1"
GENESIS = "0" * 64
OUTSIDE = {"manifest.json", "manifest.sig"}


def main() -> int:
    asked = argparse.ArgumentParser(description="Kiểm tra hồ sơ lưu của một năm thi đua, hoặc gói dữ liệu")
    asked.add_argument("file")
    asked.add_argument("--key", default="", help="khoá công khai (hex) đã biết từ trước, ví dụ in trên văn bản")
    given = asked.parse_args()
    try:
        packed = zipfile.ZipFile(given.file)
        manifest = json.loads(packed.read("manifest.json"))
        if manifest["format"] not in (ARCHIVE, PACKAGE):
            raise ValueError(manifest["format"])
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as problem:
        print(f"Không phải hồ sơ lưu đọc được: {problem}")
        return 2
    whole = manifest["format"] == ARCHIVE
    wrong = [*parts(packed, manifest), *(chain(packed, manifest) if whole else ())]
    signed, sentence = signature(packed, manifest, given.key)
    print(f"{manifest['name']}: {len(manifest['parts'])} phần, lập lúc {manifest['at']}")
    print(sentence)
    for sentence in wrong:
        print(f"SAI: {sentence}")
    if wrong or not signed:
        return 1
    ledger = ", sổ cái nối liền, dòng sổ của năm đúng như lúc ghi" if whole else ""
    print(f"Nguyên vẹn: mọi phần đúng mã băm{ledger}.")
    return 0


def parts(packed: zipfile.ZipFile, manifest: dict) -> Iterator[str]:
    """Every part is there, as long and with the hash the manifest says; and nothing else is."""
    there = packed.namelist()
    if len(there) != len(set(there)):
        yield "có phần trùng tên"
    for name in sorted(set(there) - OUTSIDE - set(manifest["parts"])):
        yield f"{name} không có trong manifest.json"
    for name, kept in manifest["parts"].items():
        try:
            data = packed.read(name)
        except Exception as problem:  # a broken stream breaks in many ways; all of them mean the same
            yield f"{name} thiếu hoặc hỏng ({type(problem).__name__})"
            continue
        if len(data) != kept["size"] or hashlib.sha256(data).hexdigest() != kept["sha256"]:
            yield f"{name} khác lúc lập"


def chain(packed: zipfile.ZipFile, manifest: dict) -> Iterator[str]:
    """The ledger runs from its first entry to the head; the year's own entries hash to what they say."""
    previous, last, own = GENESIS, None, 0
    try:
        links = [json.loads(line) for line in packed.read("ledger.jsonl").decode().splitlines()]
    except Exception as problem:
        yield f"ledger.jsonl không đọc được ({type(problem).__name__})"
        return
    for expected, link in enumerate(links, 1):
        if link["seq"] != expected or link["previous"] != previous:
            yield f"sổ cái đứt ở dòng {link['seq']}"
            return
        if "text" in link:
            own += 1
            if hashlib.sha256(link["text"].encode()).hexdigest() != link["hash"]:
                yield f"dòng sổ cái {link['seq']} khác lúc ghi"
            elif json.loads(link["text"])["previous"] != previous:
                yield f"dòng sổ cái {link['seq']} không nối với dòng trước"
        previous, last = link["hash"], link
    head = manifest["ledger"]
    if last is None or head is None or (last["seq"], last["hash"]) != (head["seq"], head["hash"]):
        yield "đầu sổ cái khác manifest.json"
    if not own:
        yield "không có dòng sổ cái nào của năm"


def signature(packed: zipfile.ZipFile, manifest: dict, known: str) -> tuple[bool, str]:
    """Whether the manifest is signed by the key given (or, when none was, by the one it names), and the sentence."""
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  may be absent
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    except ImportError:
        return True, "CHƯA soát chữ ký: máy này chưa có gói cryptography."
    key = known or manifest["key"]
    try:
        signed = bytes.fromhex(packed.read("manifest.sig").decode())
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signed, packed.read("manifest.json"))
    except (InvalidSignature, ValueError, KeyError, zipfile.BadZipFile, OSError):
        return False, f"SAI: chữ ký không đúng với khoá {key}"
    whose = "khoá đã biết" if known else "khoá ghi trong chính tệp (nên so với khoá in trên văn bản)"
    return True, f"Chữ ký đúng với {whose}: {key}"


if __name__ == "__main__":
    sys.exit(main())
