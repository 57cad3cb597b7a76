"""Several announce, withdraw and sign at the same moment: one announcement, and never two heads nor none."""

from tests.apart import DONE, told_by


def test_of_six_announcements_at_once_one_is_made_and_every_day_has_one_head(scratch):
    for told in told_by("tests.handover.rush", scratch):
        assert told["wrong"] == 0, told
        said = told.get("announce") or told["withdraw"]
        assert not [one for one in said if one.startswith("broken")], told
        if "announce" in told:
            assert said.count(DONE) == 1, told
        else:
            assert told["left"] is False, told
