"""What LibreOffice saves comes back whole. Runs where LibreOffice is; nothing else in the suite needs it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from thidua.engine import dump, load
from thidua.rulebook.workbook_read import read
from thidua.rulebook.workbook_write import write

OFFICE = shutil.which("soffice")
TABLES = [*sorted((Path(__file__).parents[1] / "engine" / "tables").glob("*.toml"))]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_every_real_table_opened_and_saved_by_libreoffice_reads_back_the_same(tmp_path):
    texts = {path.stem: dump(load(path.read_text(encoding="utf-8"))) for path in TABLES}
    for name, text in texts.items():
        (tmp_path / f"{name}.xlsx").write_bytes(write(load(text)))
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "saved",
         *(tmp_path / f"{name}.xlsx" for name in texts)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    saved = {name: read((tmp_path / "saved" / f"{name}.xlsx").read_bytes()) for name in texts}
    assert {name: found.text for name, found in saved.items()} == texts
