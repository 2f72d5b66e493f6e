"""Writing the log, and finding where it was changed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from pari.audit.chain import Break
from pari.audit.models import AppendOnlyError, AuditEvent
from pari.audit.selectors import verify
from pari.audit.services import record, record_all


def write(chain="KH-2019", by=None, details=None):
    return record(chain=chain, verb="campaign.import", by=by, subject="Kỳ đánh giá", details=details or {})


@pytest.mark.django_db
def test_events_of_a_chain_are_numbered_and_linked(user):
    first, second = write(by=user), write()
    assert (first.sequence, second.sequence) == (1, 2)
    assert (first.previous_hash, second.previous_hash) == ("", first.hash)
    assert (first.actor, first.actor_name) == (user, "Cán bộ đầu mối")
    assert (second.actor, second.actor_name) == (None, "")
    assert write(chain="NT-2023").sequence == 1
    assert verify(chain="KH-2019") is None


@pytest.mark.django_db
def test_details_survive_the_database_with_their_hash():
    details = {"điểm": "12.50", "dòng": [1, 2, None, True], "lồng": {"ký tự": "“đ” \\ \n", "lớn": 10**15}}
    write(details=details)
    assert AuditEvent.objects.get().details == details
    assert verify(chain="KH-2019") is None


@pytest.mark.django_db
@pytest.mark.parametrize("details", [{"x": 0.5}, {"x": [0.5]}, {1: "x"}, {"x": {"y": b""}}])
def test_floats_and_other_types_are_refused(details):
    with pytest.raises(TypeError):
        write(details=details)
    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_refuses():
    with pytest.raises(TransactionManagementError):
        write()
    with transaction.atomic():
        write()
    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_event_goes_with_its_transaction():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    with transaction.atomic():
        assert write().sequence == 1
    assert verify(chain="KH-2019") is None


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_get_in_line():
    def write_some():
        try:
            for _ in range(10):
                with transaction.atomic():
                    write()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(write_some) for _ in range(4)]:
            future.result()
    assert list(AuditEvent.objects.values_list("sequence", flat=True)) == list(range(1, 41))
    assert verify(chain="KH-2019") is None


@pytest.mark.django_db
def test_events_are_not_changed_or_deleted_through_the_models():
    event = write()
    for attempt in (
        event.save,
        event.delete,
        AuditEvent.objects.all().delete,
        lambda: AuditEvent.objects.update(verb="x"),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
    assert AuditEvent.objects.get().verb == "campaign.import"


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE audit_auditevent SET verb = 'x' WHERE sequence = 2", Break(sequence=2, reason="content")),
        ("UPDATE audit_auditevent SET actor_name = 'x' WHERE sequence = 1", Break(sequence=1, reason="content")),
        ("UPDATE audit_auditevent SET hash = 'x' WHERE sequence = 2", Break(sequence=2, reason="content")),
        ("UPDATE audit_auditevent SET previous_hash = 'x' WHERE sequence = 3", Break(sequence=3, reason="previous")),
        ("DELETE FROM audit_auditevent WHERE sequence = 2", Break(sequence=2, reason="sequence")),
        ("DELETE FROM audit_auditevent WHERE sequence = 3", Break(sequence=3, reason="end")),
        ("DELETE FROM audit_chainhead", Break(sequence=4, reason="end")),
    ],
)
def test_a_change_behind_the_programs_back_is_found(statement, expected):
    for _ in range(3):
        write()
    assert verify(chain="KH-2019") is None
    sql(statement)
    assert verify(chain="KH-2019") == expected


def test_an_unknown_chain_holds(db):
    assert verify(chain="không có") is None


def test_the_log_is_read_only_in_the_admin(admin_client, db):
    write()
    assert admin_client.get("/quan-tri/audit/auditevent/").status_code == 200
    assert admin_client.get("/quan-tri/audit/auditevent/add/").status_code == 403
    page = admin_client.get(f"/quan-tri/audit/auditevent/{AuditEvent.objects.get().pk}/change/")
    assert page.status_code == 200
    assert b'name="_save"' not in page.content


@pytest.mark.django_db
def test_many_events_are_chained_as_if_written_one_by_one(user, django_assert_num_queries):
    write()
    entries = [("mark.saved", f"mark:{number}", {"điểm": str(number)}) for number in range(1, 61)]
    with transaction.atomic(), django_assert_num_queries(4):
        events = record_all(chain="KH-2019", by=user, entries=entries)
    assert [(event.sequence, event.subject) for event in events[:2]] == [(2, "mark:1"), (3, "mark:2")]
    assert write().sequence == 62
    assert verify(chain="KH-2019") is None


@pytest.mark.django_db
def test_no_events_lock_nothing(user, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert record_all(chain="KH-2019", by=user, entries=[]) == []


@pytest.mark.django_db
def test_one_event_that_cannot_be_written_stops_all_of_them(user):
    with pytest.raises(TypeError):
        record_all(chain="KH-2019", by=user, entries=[("a", "b", {}), ("a", "b", {"x": 0.5})])
    assert AuditEvent.objects.count() == 0
