"""Every list and every row opens for the administrator, in Vietnamese, and for nobody else."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.templatetags.admin_list import result_headers
from django.urls import reverse

OURS = ("scoring", "appraisal", "reports")
MODELS = [model for model in admin.site._registry if model._meta.app_label in OURS]
ADDABLE = {"authority", "agency", "lineage", "criteriaset", "annex", "criterion"}


def name_of(model, page):
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def ids(model):
    return model._meta.label_lower


def test_what_is_registered():
    assert sorted(map(ids, MODELS)) == [
        "appraisal.exemption",
        "appraisal.mark",
        "appraisal.ruling",
        "reports.document",
        "reports.indexrun",
        "reports.publication",
        "scoring.agency",
        "scoring.annex",
        "scoring.authority",
        "scoring.campaign",
        "scoring.criteriaset",
        "scoring.criterion",
        "scoring.lineage",
        "scoring.participant",
        "scoring.submission",
    ]


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_the_list_and_its_search(office, published, model):
    address = reverse(name_of(model, "changelist"))
    assert [office.get(address).status_code, office.get(address, {"q": "sở 1"}).status_code] == [200, 200]


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_a_row(office, published, model):
    row = model._default_manager.first()
    assert office.get(reverse(name_of(model, "change"), args=[row.pk])).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_adding_is_for_the_register_and_unused_criteria(office, published, model):
    status = office.get(reverse(name_of(model, "add"))).status_code
    assert status == (200 if model._meta.model_name in ADDABLE else 403)


@pytest.mark.parametrize("model", MODELS, ids=ids)
@pytest.mark.parametrize("page", ["changelist", "add"])
def test_strangers_are_sent_to_sign_in(client, db, model, page):
    address = reverse(name_of(model, page))
    assert client.get(address)["Location"] == f"/quan-tri/login/?next={address}"


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_people_without_rights_see_nothing(client, user, model):
    user.is_staff = True
    user.save()
    client.force_login(user)
    assert client.get(reverse(name_of(model, "changelist"))).status_code == 403


def test_the_front_page_names_everything_in_vietnamese(office):
    page = office.get("/quan-tri/").content.decode().casefold()
    names = [str(model._meta.verbose_name_plural) for model in MODELS]
    names += [str(apps.get_app_config(label).verbose_name) for label in OURS]
    assert [name for name in names if name.casefold() not in page] == []


@pytest.mark.parametrize(
    ("model", "headings"),
    [
        ("scoring_agency", ["mã", "tên", "cơ quan chủ trì", "có hiệu lực từ", "có hiệu lực đến"]),
        ("scoring_campaign", ["mã", "tên", "năm", "cơ quan chủ trì", "giai đoạn"]),
        ("scoring_criterion", ["mã", "tên", "bộ tiêu chí", "phụ lục", "loại", "điểm tối đa", "nguồn"]),
        (
            "reports_publication",
            ["kỳ đánh giá", "số quyết định", "ngày quyết định", "công bố lúc", "người công bố", "mã băm kết quả"],
        ),
    ],
)
def test_headings(office, published, model, headings):
    shown = office.get(reverse(f"admin:{model}_changelist")).context["cl"]
    found = [str(header["text"]) for header in result_headers(shown)]
    assert [text for text in found if "<" not in text] == headings
