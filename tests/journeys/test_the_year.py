"""The whole year in a browser, as its different people: from the launch to the handover and the published story.

One test, for one year; its screenshots (screenshots/nam-*.png) tell it in pictures.
"""

import pytest

from tests.journeys import the_meeting, the_work
from tests.journeys.walk import Walk

pytestmark = pytest.mark.browser
STEPS = (
    the_work.constitute,
    the_work.launch,
    the_work.adopt,
    the_work.register,
    the_work.pledge,
    the_work.report,
    the_work.score_self,
    the_work.cross_check,
    the_work.appraise,
    the_meeting.seal_the_result,
    the_meeting.prepare_the_conference,
    the_meeting.hold_the_conference,
    the_meeting.vote,
    the_meeting.close_the_conference,
    the_meeting.nominate_and_decide,
    the_meeting.hand_over,
    the_meeting.tell,
)


def test_the_year(site):
    walk = Walk(site)
    for step in STEPS:
        step(walk)
    walk.close()
    assert not site.sounds, "\n".join(site.sounds)
