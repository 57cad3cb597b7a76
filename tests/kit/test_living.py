"""The living page: the language of the pages, open to anyone."""


def test_the_living_page_opens_to_anyone_and_shows_a_form_with_its_errors(client, db):
    page = client.get("/ngon-ngu/").content.decode()
    assert "Ngôn ngữ thiết kế" in page
    assert 'id="mau_points_error"' in page
    assert 'aria-describedby="mau_points_helptext mau_points_error"' in page
