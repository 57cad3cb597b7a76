"""What the tests of packages start from: a report sent at the unit's own site, given out there; the cluster's site."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.scoring.year import AT
from thidua.awards.models import Award, AwardDecision
from thidua.exchange.packages.models import Package
from thidua.kit import signing
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.reports.models import Evidence, EvidenceLink, Figure, Report
from thidua.results.models import Result
from thidua.rulebook.models import CriterionRow, EditionText

BASE = "/cum/cum-mau/2026/goi/"
SECRETARY = "thu-ky-cum-truong"
SEALED = Path(__file__).parent.parent / "results" / "sealed"


def at_site(settings, home: Path) -> str:
    """From now on this is another site, with its own key."""
    settings.HOME = home
    return signing.public_key()


def to_give_back(cast) -> None:
    """What a cluster has to give back: the adopted table, a published result, a decision."""
    EditionText.objects.update(by_document="Quyết định minh hoạ số 12")
    sealed = next(SEALED.glob("cum-mau-2026.*.json")).read_text()
    Result.objects.create(year=cast.year, sealed=sealed, digest=hashlib.sha256(sealed.encode()).hexdigest(),
                          sealed_at=AT, sealed_by="Thư ký", published_at=AT, name="Kết quả minh hoạ")  # fmt: skip
    decision = AwardDecision.objects.create(body="Bộ Minh hoạ", body_key="bo minh hoa", number="45/QĐ-BMH",
                                            number_key="45/qd-bmh", year=2026, on=AT.date(), made_at=AT,
                                            by_name="Thường trực")  # fmt: skip
    unit = cast.member("bien-dong").unit
    Award.objects.create(decision=decision, unit=unit, unit_name=unit.name, title="co", title_name="Cờ thi đua",
                         year=2026, search="")  # fmt: skip


def without_table(cast) -> None:
    """A unit's own site: the year launched, no table, nothing of what the cluster gives."""
    for table in (Award, AwardDecision, Result, CriterionRow, EditionText):
        table._base_manager.all().delete()
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.LAUNCHED)


def forget() -> None:
    """The cluster's site has never seen the report."""
    for table in (Figure, EvidenceLink, Evidence, Report):
        table._base_manager.all().delete()


def trust(client, key: str, unit: str = "song-hong") -> None:
    """Both steps, on the pages."""
    found = client.post(BASE + "noi-tin-cay/", {"unit": unit, "key": key})
    assert found.status_code == 302, found.content.decode()
    assert client.post(found["Location"], {"compared": "on"}).status_code == 302


def upload(client, data: bytes):
    """The answer to a file handed in; followed to the preview when it is sound."""
    return client.post(BASE + "nhap/", {"upload": SimpleUploadedFile("goi.zip", data)}, follow=True)


def address(answer) -> str:
    return answer.redirect_chain[-1][0]


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def signed_anew(data: bytes, change: Callable[[dict, dict[str, bytes]], None]) -> bytes:
    """A package of another content, honestly hashed and signed by the site of the moment."""
    parts = parts_of(data)
    told = json.loads(parts.pop("manifest.json"))
    parts.pop("manifest.sig")
    change(told, parts)
    told["key"] = signing.public_key()
    told["parts"] = {name: {"size": len(one), "sha256": hashlib.sha256(one).hexdigest()} for name, one in parts.items()}
    manifest = json.dumps(told).encode()
    return zipped({"manifest.json": manifest, "manifest.sig": signing.sign(manifest).encode(), **parts})


def shown(client, where: str) -> str:
    """The text of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(where).content.decode()))


def refused(client, data: bytes) -> str:
    """Hand in a file that is not taken; what is said."""
    answer = upload(client, data)
    assert (answer.status_code, Package.objects.count()) == (422, 0)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
