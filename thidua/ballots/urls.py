"""Addresses of the room."""

from django.urls import path

from thidua.ballots import views

app_name = "ballots"
urlpatterns = [
    path("", views.ballots, name="ballots"),
    path("<int:pk>/", views.ballot, name="ballot"),
    path("<int:pk>/la-phieu/", views.paper, name="paper"),
    path("<int:pk>/de-nghi/", views.nominees, name="nominees"),
    path("<int:pk>/de-nghi/<int:nominee>/xoa/", views.strike, name="strike"),
    path("<int:pk>/kiem-dem/", views.counting, name="counting"),
    path("<int:pk>/vong-sau/", views.next_round, name="next_round"),
    path("<int:pk>/huy/", views.withdraw, name="withdraw"),
    path("<int:pk>/mo/", views.opening, name="opening"),
    path("<int:pk>/dong/", views.closing, name="closing"),
    path("<int:pk>/van-ban/", views.letter, name="letter"),
    path("<int:pk>/uy-quyen/", views.carry, name="carry"),
    path("<int:pk>/dai-bieu/", views.delegates, name="delegates"),
    path("<int:pk>/quyet-dinh/", views.decide, name="decide"),
    path("<int:pk>/ho-so.zip", views.archive, name="archive"),
    path("<int:pk>/la-phieu.csv", views.listed, name="listed"),
]
