import pytest

from pari.accounts.models import User

pytestmark = pytest.mark.django_db


def test_a_vietnamese_name_is_one_field_and_its_last_word_is_the_short_one(user):
    assert (str(user), user.get_full_name(), user.get_short_name()) == ("Cán bộ đầu mối", "Cán bộ đầu mối", "mối")
    nameless = User(username="canbo2")
    assert (str(nameless), nameless.get_short_name()) == ("canbo2", "canbo2")


def test_people_are_added_and_changed_in_the_admin(admin_client, user):
    data = {"username": "moi", "full_name": "Cán bộ mới", "usable_password": "true"}
    passwords = {"password1": "mot-mat-khau-dai", "password2": "mot-mat-khau-dai"}
    assert admin_client.post("/quan-tri/accounts/user/add/", data | passwords).status_code == 302
    assert User.objects.get(username="moi").full_name == "Cán bộ mới"
    assert admin_client.get(f"/quan-tri/accounts/user/{user.pk}/change/").status_code == 200
    assert admin_client.get("/quan-tri/accounts/user/?q=Ánh").status_code == 200


def test_signing_in_and_out(client, user):
    answer = client.post("/dang-nhap/", {"username": "canbo", "password": "mat-khau-1234"})
    assert (answer.status_code, answer.url) == (302, "/cong-viec/")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.post("/dang-xuat/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_does_not_sign_in(client, user):
    client.post("/dang-nhap/", {"username": "canbo", "password": "sai"})
    assert "_auth_user_id" not in client.session
