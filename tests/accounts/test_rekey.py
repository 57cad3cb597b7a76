"""The site's secret is replaced, and nobody has to set up the second factor again."""

import re

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from tests.accounts.stepping import CODES, code_of, text, with_app
from thidua.ledger.models import Entry

HOME = "/viec-cua-toi/"


@pytest.fixture(autouse=True)
def _asked(settings):
    settings.SHOW_SAMPLE_SIGN_INS, settings.SECOND_FACTOR = False, []
    cache.clear()
    yield
    cache.clear()


def test_a_new_secret_of_the_site_leaves_apps_and_recovery_codes_as_they_are(sign_in, settings, tmp_path):
    owner, old = sign_in("can-bo-song-hong"), settings.SECRET_KEY
    secret = with_app(owner)
    recovery = re.findall(r'class="recovery">(\d+)<', text(owner.get(CODES)))[0]
    kept = tmp_path / "secret-key.cu"
    kept.write_text(old + "\n")
    settings.SECRET_KEY = "một khoá hoàn toàn khác của trang, dài đủ năm mươi ký tự"
    kept_wrong = tmp_path / "sai"
    kept_wrong.write_text("không phải khoá cũ")
    with pytest.raises(CommandError, match="chưa đổi gì"):
        call_command("rekey", str(kept_wrong))
    call_command("rekey", str(kept))
    call_command("rekey", str(kept))  # a second time changes nothing that works
    for code in (code_of(secret, 1), recovery):
        assert sign_in("can-bo-song-hong", code=code).get(HOME).status_code == 200
    assert {one.facts["kind"] for one in Entry.objects.filter(act="account.seal_anew")} == {"totp", "recovery_codes"}
