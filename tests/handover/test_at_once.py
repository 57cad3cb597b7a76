"""Several announce, withdraw and sign at the same moment: one announcement, and never two heads nor none."""

import json
import subprocess
import sys

from tests.ballots.test_rush import ROOT, scratch

__all__ = ["scratch"]
RUN = "import django; django.setup(); from tests.handover.rush import main; main()"


def test_of_six_announcements_at_once_one_is_made_and_every_day_has_one_head(scratch):
    ran = subprocess.run([sys.executable, "-c", RUN], cwd=ROOT, env=scratch, capture_output=True, text=True,
                         check=False, timeout=300)  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    for told in json.loads(ran.stdout):
        assert told["wrong"] == 0, told
        said = told.get("announce") or told["withdraw"]
        assert not [one for one in said if one.startswith("broken")], told
        if "announce" in told:
            assert said.count("done") == 1, told
        else:
            assert told["left"] is False, told
