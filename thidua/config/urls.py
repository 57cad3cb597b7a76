"""The addresses of the site: the public front, the sign-in, and under /cum/<cluster>/<year>/ one folder a room."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from thidua.accounts.joined import provider_name
from thidua.accounts.urls import own_protection, through_the_organisation
from thidua.accounts.views.invitations import change_password
from thidua.accounts.views.sessions import sign_out
from thidua.kit.doors import PUBLIC, door
from thidua.kit.living import living
from thidua.results.public_views import check
from thidua.samples.queries import sample_password, sample_sign_ins

BESIDE = {"sample_sign_ins": sample_sign_ins, "sample_password": sample_password, "provider_name": provider_name}
"""What the sign-in page shows beside the form."""
YEAR = "cum/<slug:cluster>/<int:year>/"

urlpatterns = [
    path("", include("thidua.news.public_urls")),
    path("", include("thidua.timeline.urls")),
    path("", include("thidua.notices.urls")),
    path("", include("thidua.jobs.urls")),
    path("", include("thidua.awards.urls")),
    path("hoi-so-lieu/", include("thidua.insight.asking.urls")),
    path("doi-chieu/<slug:digest>/", check, name="check"),
    path("", include("thidua.members.urls")),
    path("", include("thidua.accounts.urls")),
    path("", include("thidua.upkeep.urls")),
    path("", include("thidua.exchange.urls")),
    path("", include("thidua.conference.phone.urls")),
    path("", include("thidua.paperwork.public_urls")),
    path("dang-nhap/", login_not_required(account.LoginView.as_view(extra_context=BESIDE)), name="account_login"),
    path("dang-nhap/co-quan/", include(through_the_organisation)),
    path("dang-xuat/", sign_out, name="account_logout"),
    path("mat-khau/", change_password, name="account_change_password"),
    path("bao-mat/", include(own_protection)),
    path("ngon-ngu-hien-thi/", door(PUBLIC)(csrf_exempt(set_language)), name="set_language"),
    path("ngon-ngu/", living, name="kit-living"),
    path(YEAR + "phong-trao/", include("thidua.season.urls")),
    path(YEAR + "bang-tieu-chi/", include("thidua.rulebook.urls")),
    path(YEAR + "dang-ky/", include("thidua.targets.urls")),
    path(YEAR + "bao-cao/", include("thidua.reports.urls")),
    path(YEAR, include("thidua.scoring.urls")),
    path(YEAR + "hoi-nghi/", include("thidua.conference.urls")),
    path("dai-bieu/<str:code>/", include("thidua.conference.floor.urls")),
    path(YEAR + "bo-phieu/", include("thidua.ballots.urls")),
    path(YEAR + "ket-qua/", include("thidua.results.urls")),
    path(YEAR + "ban-giao/", include("thidua.handover.urls")),
    path(YEAR + "phan-tich/", include("thidua.insight.urls")),
    path(YEAR + "ho-so-luu/", include("thidua.archive.urls")),
    path(YEAR + "tin-bai/", include("thidua.news.urls")),
    path(YEAR + "tin-bai/tu-hoi-nghi/", include("thidua.story.urls")),
    path(YEAR + "van-ban/bo/", include("thidua.pack.urls")),
    path(YEAR + "van-ban/", include("thidua.paperwork.urls")),
]

handler400 = "thidua.kit.errors.bad_request"
handler403 = "thidua.kit.errors.forbidden"
handler404 = "thidua.kit.errors.not_found"
handler500 = "thidua.kit.errors.broken"
