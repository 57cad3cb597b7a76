"""Addresses of the room."""

app_name = "story"
urlpatterns: list[object] = []
