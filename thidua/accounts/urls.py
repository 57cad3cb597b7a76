"""Addresses of the room: accounts one looks after, the way in for the invited; what protects the own account."""

from django.urls import path

from thidua.accounts.views import invitations, organisation, protection, sessions

app_name = "accounts"
urlpatterns = [
    path("tai-khoan/nguoi-dung/", invitations.people, name="people"),
    path("tai-khoan/nguoi-dung/giay-moi/", invitations.invitations, name="invitations"),
    path("tai-khoan/nguoi-dung/<int:pk>/", invitations.person, name="person"),
    path("tai-khoan/nguoi-dung/<int:pk>/huy-giay-moi/", invitations.revoke, name="revoke"),
    path("tai-khoan/nguoi-dung/<int:pk>/thu/", invitations.address, name="address"),
    path("tai-khoan/nguoi-dung/<int:pk>/mo-khoa/", invitations.unlock, name="unlock"),
    path("tai-khoan/nguoi-dung/<int:pk>/mat-khau-moi/", invitations.demand_new_password, name="demand_new_password"),
    path("tai-khoan/nguoi-dung/<int:pk>/bo-lop-bao-ve/", invitations.forget_protection, name="forget_protection"),
    path("tai-khoan/nguoi-dung/<int:pk>/bo-noi/", invitations.part, name="part"),
    path("tai-khoan/phien/", sessions.sessions, name="sessions"),
    path("moi/", invitations.welcome, name="welcome"),
    path("moi/mat-khau/", invitations.first_password, name="first_password"),
]

own_protection = [
    path("", protection.overview, name="mfa_index"),
    path("buoc-hai/", protection.second_step, name="mfa_authenticate"),
    path("xac-nhan/", protection.again_by_password, name="account_reauthenticate"),
    path("xac-nhan/ma/", protection.again_by_code, name="mfa_reauthenticate"),
    path("xac-nhan/khoa/", protection.again_by_key, name="mfa_reauthenticate_webauthn"),
    path("ung-dung/", protection.add_app, name="mfa_activate_totp"),
    path("ung-dung/bo/", protection.drop_app, name="mfa_deactivate_totp"),
    path("ma-du-phong/", protection.show_codes, name="mfa_view_recovery_codes"),
    path("ma-du-phong/lap-moi/", protection.new_codes, name="mfa_generate_recovery_codes"),
    path("khoa/them/", protection.add_key, name="mfa_add_webauthn"),
    path("khoa/<int:pk>/bo/", protection.drop_key, name="mfa_remove_webauthn"),
]
"""Under /bao-mat/, by the names the library leads to, hence outside the room's own."""

PROVIDER = {"provider_id": "co-quan"}
through_the_organisation = [
    path("", organisation.go, PROVIDER, name="openid_connect_login"),
    path("xong/", organisation.come_back, PROVIDER, name="openid_connect_callback"),
]
"""Under /dang-nhap/co-quan/; as above."""
