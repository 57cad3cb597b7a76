"""The addresses of the site: the public front, the sign-in, and under /cum/<cluster>/<year>/ one folder a room."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from thidua.kit.doors import PUBLIC, door
from thidua.kit.living import living
from thidua.samples.queries import sample_password, sample_sign_ins

SAMPLES = {"sample_sign_ins": sample_sign_ins, "sample_password": sample_password}
YEAR = "cum/<slug:cluster>/<int:year>/"

urlpatterns = [
    path("", include("thidua.news.public_urls")),
    path("", include("thidua.timeline.urls")),
    path("", include("thidua.members.urls")),
    path("dang-nhap/", login_not_required(account.LoginView.as_view(extra_context=SAMPLES)), name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("ngon-ngu-hien-thi/", door(PUBLIC)(set_language), name="set_language"),
    path("ngon-ngu/", living, name="kit-living"),
    path(YEAR + "phong-trao/", include("thidua.season.urls")),
    path(YEAR + "bang-tieu-chi/", include("thidua.rulebook.urls")),
    path(YEAR + "dang-ky/", include("thidua.targets.urls")),
    path(YEAR + "bao-cao/", include("thidua.reports.urls")),
    path(YEAR, include("thidua.scoring.urls")),
    path(YEAR + "hoi-nghi/", include("thidua.conference.urls")),
    path(YEAR + "bo-phieu/", include("thidua.ballots.urls")),
    path(YEAR + "ket-qua/", include("thidua.results.urls")),
    path(YEAR + "ban-giao/", include("thidua.handover.urls")),
    path(YEAR + "tin-bai/", include("thidua.news.urls")),
    path(YEAR + "tin-bai/tu-hoi-nghi/", include("thidua.story.urls")),
    path(YEAR + "van-ban/", include("thidua.paperwork.urls")),
]

handler400 = "thidua.kit.errors.bad_request"
handler403 = "thidua.kit.errors.forbidden"
handler404 = "thidua.kit.errors.not_found"
handler500 = "thidua.kit.errors.broken"
