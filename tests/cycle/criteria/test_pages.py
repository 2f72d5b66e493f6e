"""The pages of criteria sets: what they do without scripts, what they cost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from scoring.core.rules import RULES
from scoring.exchange.annexes.writing import write_annexes
from scoring.models import CriteriaSet, Criterion
from scoring.portal.criteria.rule_form import RULE_FORMS
from scoring.selectors.criteria.trees import nodes_of
from scoring.services.criteria.drafts import activate
from scoring.services.criteria.versions import new_version
from tests.cycle.criteria.conftest import make_draft, page
from tests.cycle.criteria.trees import TREE, group, leaf


def test_a_set_is_made_and_filled(office, authority):
    made = office.post(page("criteria-set-new"), {"authority": authority.pk, "name": "Bộ mới"})
    created = CriteriaSet.objects.get()
    assert made.url == page("criteria-set", created.pk)
    data = {"revision": created.revision, "code": "PL1", "name": "Các sở"}
    annex_page = office.post(page("criteria-them-phu-luc", created.pk), data).url
    assert office.get(annex_page).status_code == 200
    annex = created.annexes.get()
    created.refresh_from_db()
    add = page("criteria-node-new", created.pk, annex.pk)
    given = {"node-code": "1", "node-name": "Chỉ đạo", "node-kind": "group", "revision": created.revision}
    assert office.post(add, given).status_code == 302
    area = annex.criteria.get()
    given = {
        "node-code": "1.1",
        "node-name": "Kế hoạch",
        "node-kind": "score",
        "node-max_points": "1,5",
        "node-source": "self",
        "rule-kind": "levels",
        "rule-0-label": "Đúng hạn",
        "rule-0-points": "1,5",
        "rule-1-label": "Trễ",
        "rule-1-points": "0,75",
        "rule-2-label": "",
        "rule-2-points": "",
        "revision": created.revision + 1,
    }
    assert office.post(f"{add}?duoi={area.pk}", given).status_code == 302
    added = annex.criteria.get(code="1.1")
    assert (added.parent, added.rule) == (
        area,
        {
            "kind": "levels",
            "levels": [{"label": "Đúng hạn", "points": "1.5"}, {"label": "Trễ", "points": "0.75"}],
        },
    )


def form_of(office, draft, code):
    """The form of a criterion as the page sends it unchanged."""
    node = Criterion.objects.get(annex__criteria_set=draft, code=code)
    address = page("criteria-node", draft.pk, node.pk)
    context = office.get(address).context
    typed = context["typed"]
    data = {f"node-{name}": text for name, text in typed.texts.items()} | {"revision": context["revision"]}
    data["rule-kind"] = typed.rule.kind
    data |= {f"rule-{name}": text for name, text in typed.rule.blanks.items()}
    for place, row in enumerate(typed.rule.rows):
        data |= {f"rule-{place}-{name}": text for name, text in row.items()}
    return address, data


@pytest.mark.parametrize("code", [node.code for node in TREE])
def test_saving_what_the_page_shows_changes_nothing(office, draft, code):
    address, data = form_of(office, draft, code)
    assert office.post(address, data | {"do": "save"}).status_code == 302
    assert nodes_of(draft) == TREE


def test_rows_are_added_and_taken_away_without_saving(office, draft):
    address, data = form_of(office, draft, "1.1")
    added = office.post(address, data | {"do": "add-row"}).context["typed"].rule
    assert [row["label"] for row in added.rows] == ["Đúng hạn", "Trễ dưới 15 ngày", "Không ban hành", ""]
    left = office.post(address, data | {"do": "remove-row-1"}).context["typed"].rule
    assert [row["label"] for row in left.rows] == ["Đúng hạn", "Không ban hành"]
    assert nodes_of(draft) == TREE


@pytest.mark.parametrize("kind", RULES)
def test_every_kind_has_a_builder(office, draft, kind):
    address, data = form_of(office, draft, "1.1")
    shown = office.post(address, data | {"do": "kind", "rule-kind": kind})
    assert shown.status_code == 200
    assert shown.context["typed"].rule.kind == kind
    assert set(RULE_FORMS) == set(RULES)


def test_a_rule_is_tried_before_it_is_saved(office, draft):
    address, data = form_of(office, draft, "1.2")
    data |= {"rule-floor": "0,5", "numerator": "45", "denominator": "50"}
    preview = office.post(address, data | {"do": "try"}).context["preview"]
    assert preview.tried == "45/50 = 90% ≥ 50% → 2 × 0,9 = 1,80"
    assert preview.words == (
        "Từ 100% trở lên: 2,00 điểm",
        "Từ 50% đến dưới 100%: 2 × tỷ lệ",
        "Dưới 50%: 0 điểm",
        "Không phát sinh (mẫu số bằng 0): không tính tiêu chí này",
    )
    assert nodes_of(draft) == TREE


def test_a_script_gets_the_preview_alone(office, draft):
    address, data = form_of(office, draft, "1.2")
    part = office.post(address, data | {"do": "preview"}, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div id="xem-thu-trong">')
    assert "<html" not in part


def test_what_cannot_be_saved_is_told_and_stays_typed(office, draft):
    address, data = form_of(office, draft, "1.2")
    answer = office.post(address, data | {"node-name": "Tên mới", "rule-full": "0", "do": "save"})
    assert answer.status_code == 400
    assert "“full” phải lớn hơn 0" in answer.content.decode()
    assert answer.context["typed"].texts["name"] == "Tên mới"
    assert nodes_of(draft) == TREE


def test_a_number_that_is_none_is_told(office, draft):
    address, data = form_of(office, draft, "1.2")
    answer = office.post(address, data | {"node-max_points": "hai", "do": "save"})
    assert "“hai” không phải là số" in answer.content.decode()
    assert nodes_of(draft) == TREE


def test_who_comes_second_keeps_her_words_and_is_told(office, draft):
    address, data = form_of(office, draft, "1.2")
    assert office.post(address, data | {"node-name": "Một", "do": "save"}).status_code == 302
    answer = office.post(address, data | {"node-name": "Hai", "do": "save"})
    assert answer.status_code == 409
    assert answer.context["typed"].texts["name"] == "Hai"
    assert Criterion.objects.get(code="1.2").name == "Một"


def test_nodes_move_and_go_by_plain_forms(office, draft, annex):
    def codes():
        return [row.code for row in annex.criteria.order_by("position")]

    def send(name, code, **more):
        draft.refresh_from_db()
        row = annex.criteria.get(code=code)
        data = {"revision": draft.revision, **more}
        assert office.post(page(name, draft.pk, row.pk), data).status_code == 302
        return codes()

    assert send("criteria-node-move", "1.2", to="up") == ["1", "1.2", "1.1", "2", "2.1", "2.2"]
    assert send("criteria-node-move", "1.2", to="down") == ["1", "1.1", "1.2", "2", "2.1", "2.2"]
    assert send("criteria-node-move", "1", to="down") == ["2", "2.1", "2.2", "1", "1.1", "1.2"]
    assert send("criteria-node-move", "1.1", to="under", under=annex.criteria.get(code="2").pk) == [
        "2", "2.1", "2.2", "1.1", "1", "1.2",
    ]  # fmt: skip
    assert send("criteria-node-remove", "2") == ["1", "1.2"]


def test_activation_tells_all_that_is_missing(office, draft, annex):
    annex.criteria.filter(code="1").update(max_points="9")
    CriteriaSet.objects.update(decision_number="")
    answer = office.post(page("criteria-ap-dung", draft.pk), {"revision": draft.revision})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Chưa ghi số quyết định ban hành." in text
    assert "Tổng không khớp: các tiêu chí cộng lại được 3,5, ở đây ghi 9" in text


def test_from_draft_to_the_next_version(office, draft):
    assert office.post(page("criteria-ap-dung", draft.pk), {"revision": draft.revision}).status_code == 302
    later = office.post(page("criteria-phien-ban-moi", draft.pk)).url
    second = CriteriaSet.objects.get(amends=draft)
    assert later == page("criteria-set", second.pk)
    assert office.get(page("criteria-changes", second.pk)).context["differences"] == []
    draft.refresh_from_db()
    assert office.post(page("criteria-het-hieu-luc", draft.pk), {"revision": draft.revision}).status_code == 302
    assert office.post(page("criteria-xoa", second.pk), {"revision": second.revision}).status_code == 302
    assert list(CriteriaSet.objects.all()) == [draft]


def xlsx(draft, tmp_path):
    path = tmp_path / "out.xlsx"
    write_annexes(criteria_set=draft, path=path)
    return path.read_bytes()


def test_the_file_goes_out_and_comes_in_by_preview_and_confirmation(office, draft, authority, staff, tmp_path):
    sent = office.get(page("criteria-export", draft.pk))
    assert sent.content == xlsx(draft, tmp_path)
    empty = make_draft(authority, staff, ())
    before = CriteriaSet.objects.get(pk=empty.pk)
    preview = office.post(page("criteria-import", empty.pk), {"file": SimpleUploadedFile("a.xlsx", sent.content)})
    assert [(value, number) for value, _, number in preview.context["counts"]] == [("added", 6)]
    assert nodes_of(empty) == ()
    content = preview.context["signed"]
    assert office.post(page("criteria-import-confirm", empty.pk), {"content": content}).status_code == 302
    assert nodes_of(empty) == TREE
    assert office.get(page("criteria-export", empty.pk)).content == sent.content
    assert before.revision + 1 == CriteriaSet.objects.get(pk=empty.pk).revision


def test_a_preview_that_was_touched_or_overtaken_is_not_written(office, draft, tmp_path):
    file = SimpleUploadedFile("a.xlsx", xlsx(draft, tmp_path))
    content = office.post(page("criteria-import", draft.pk), {"file": file}).context["signed"]
    other = {"content": content[:-4] + "AAAA"}
    assert office.post(page("criteria-import-confirm", draft.pk), other).url == page("criteria-import", draft.pk)
    CriteriaSet.objects.update(revision=draft.revision + 1)
    assert office.post(page("criteria-import-confirm", draft.pk), {"content": content}).status_code == 409
    assert nodes_of(draft) == TREE


def test_faults_of_a_file_are_told_with_their_cells(office, draft):
    answer = office.post(page("criteria-import", draft.pk), {"file": SimpleUploadedFile("a.xlsx", b"MZ")})
    assert answer.status_code == 422
    assert "Không phải là tệp XLSX" in answer.content.decode()
    assert nodes_of(draft) == TREE


@pytest.fixture
def second(draft, staff):
    active = activate(criteria_set=draft.pk, revision=draft.revision, by=staff)
    return new_version(criteria_set=active.pk, by=staff)


def test_the_crosswalk_is_a_table_of_fields(office, draft, second):
    address = page("criteria-crosswalk", second.pk)
    rows = office.get(address).context["rows"]
    assert [row.given for row in rows] == [f"PL1/{node.code}" for node in TREE]
    data = {f"tu-{row.criterion.pk}": "" for row in rows} | {"revision": second.revision}
    data[f"tu-{rows[1].criterion.pk}"] = "1.1; PL1/1.2"
    assert office.post(address, data).status_code == 302
    assert [(row.earlier.code, row.later.code) for row in second.crosswalk.order_by("earlier__code")] == [
        ("1.1", "1.1"),
        ("1.2", "1.1"),
    ]
    proposals = office.get(f"{address}?de_xuat=1").context["rows"]
    assert [(row.criterion.code, row.given) for row in proposals if row.is_proposed] == [
        ("1", "PL1/1"),
        ("1.2", "PL1/1.2"),
        ("2", "PL1/2"),
        ("2.1", "PL1/2.1"),
        ("2.2", "PL1/2.2"),
    ]


def test_an_unknown_code_in_the_crosswalk_is_told_in_its_place(office, second):
    address = page("criteria-crosswalk", second.pk)
    rows = office.get(address).context["rows"]
    data = {f"tu-{row.criterion.pk}": row.given for row in rows} | {"revision": second.revision}
    data[f"tu-{rows[1].criterion.pk}"] = "PL1/9.9"
    answer = office.post(address, data)
    assert answer.status_code == 400
    assert answer.context["rows"][1].fault == "Không có mã PL1/9.9."
    assert second.crosswalk.count() == len(TREE)


def many(count):
    """A tree of `count` nodes in all."""
    return (group("1", "Nhóm"), *(leaf(f"1.{number}", f"Tiêu chí {number}", "1", "1") for number in range(1, count)))


QUERIES = {
    "criteria-set": 10,
    "criteria-annex": 8,
    "criteria-node": 8,
    "criteria-printed": 7,
    "criteria-export": 5,
}


@pytest.mark.parametrize("count", [2, 200])
@pytest.mark.parametrize("name", QUERIES)
def test_no_page_asks_more_for_a_longer_tree(office, authority, staff, django_assert_num_queries, count, name):
    draft = make_draft(authority, staff, many(count))
    annex = draft.annexes.get()
    keys = {
        "criteria-annex": [annex.pk],
        "criteria-printed": [annex.pk],
        "criteria-node": [annex.criteria.order_by("position").last().pk],
    }
    address = page(name, draft.pk, *keys.get(name, []))
    office.get(address)
    with django_assert_num_queries(QUERIES[name]):
        office.get(address)


@pytest.mark.parametrize("count", [2, 200])
def test_the_comparison_asks_no_more_for_a_longer_tree(office, authority, staff, django_assert_num_queries, count):
    active = make_draft(authority, staff, many(count))
    active = activate(criteria_set=active.pk, revision=active.revision, by=staff)
    later = new_version(criteria_set=active.pk, by=staff)
    for name, queries in (("criteria-changes", 12), ("criteria-crosswalk", 11)):
        office.get(page(name, later.pk))
        with django_assert_num_queries(queries):
            office.get(page(name, later.pk))


@pytest.mark.parametrize("count", [2, 200])
def test_the_list_asks_no_more_for_more_sets(office, authority, django_assert_num_queries, count):
    CriteriaSet.objects.bulk_create(CriteriaSet(authority=authority, name=f"Bộ {number}") for number in range(count))
    office.get(page("criteria-sets"))
    with django_assert_num_queries(7):
        office.get(page("criteria-sets"))
