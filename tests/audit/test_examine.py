"""Every changed, removed or inserted row of a chain is named."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from pari.audit.chain import Content, Fault, Link, What, faults_of, hash_of
from pari.audit.models import AuditEvent, ChainHead
from pari.audit.selectors import examine
from pari.audit.services import record

CHAIN = "KH-2019"


@pytest.fixture
def written(db) -> None:
    for number in range(1, 7):
        record(chain=CHAIN, verb="mark.saved", by=None, subject=f"mark:{number}", details={"points": f"{number}"})


def sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def found() -> list[tuple[str, int, int]]:
    return [(fault.what.value, fault.sequence, fault.until) for fault in examine(chain=CHAIN).faults]


def move(*, start: int, by: int) -> None:
    """Renumber from the end so that no number is there twice."""
    sequences = AuditEvent.objects.filter(sequence__gte=start).values_list("sequence", flat=True)
    for sequence in sorted(sequences, reverse=by > 0):
        moved(sequence, sequence + by)


def moved(sequence: int, to: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET sequence = %s WHERE sequence = %s", [to, sequence])


def put(sequence: int, *, after: int, points: str = "9") -> None:
    """A well-made row: it follows the row `after` and has the hash of its content."""
    previous = AuditEvent.objects.get(sequence=after)
    AuditEvent.objects.create(**forged(previous, sequence, points))


def forged(previous: AuditEvent, sequence: int, points: str) -> dict[str, object]:
    content = Content(
        chain=CHAIN,
        sequence=sequence,
        time=previous.time.isoformat(timespec="microseconds"),
        actor=None,
        actor_name="",
        verb="mark.saved",
        subject="mark:forged",
        details={"points": points},
        previous_hash=previous.hash,
    )
    columns = {name: getattr(content, name) for name in ("chain", "sequence", "verb", "subject", "details")}
    return {**columns, "time": previous.time, "previous_hash": previous.hash, "hash": hash_of(content)}


@pytest.mark.usefixtures("written")
class TestFaults:
    def test_a_chain_as_it_was_written_holds(self):
        assert examine(chain=CHAIN) == type(examine(chain=CHAIN))(6, ())

    @pytest.mark.parametrize(
        ("statement", "expected"),
        [
            ("UPDATE audit_auditevent SET verb = 'x' WHERE sequence = 2", [("changed", 2, 0)]),
            ("UPDATE audit_auditevent SET details = '{}' WHERE sequence = 1", [("changed", 1, 0)]),
            ("UPDATE audit_auditevent SET hash = 'x' WHERE sequence = 4", [("changed", 4, 0)]),
            ("UPDATE audit_auditevent SET hash = 'x' WHERE sequence = 6", [("changed", 6, 0)]),
            ("UPDATE audit_auditevent SET previous_hash = 'x' WHERE sequence = 3", [("changed", 3, 0)]),
            (
                "UPDATE audit_auditevent SET subject = 'x' WHERE sequence IN (2, 3, 6)",
                [("changed", n, 0) for n in (2, 3, 6)],
            ),
            ("DELETE FROM audit_auditevent WHERE sequence = 1", [("removed", 1, 1)]),
            ("DELETE FROM audit_auditevent WHERE sequence IN (2, 3)", [("removed", 2, 3)]),
            ("DELETE FROM audit_auditevent WHERE sequence IN (2, 5)", [("removed", 2, 2), ("removed", 5, 5)]),
            ("DELETE FROM audit_auditevent WHERE sequence >= 5", [("cut", 5, 6)]),
            ("DELETE FROM audit_auditevent", [("cut", 1, 6)]),
            ("DELETE FROM audit_chainhead", [("head", 7, 0)]),
        ],
    )
    def test_a_change_behind_the_programs_back_is_named(self, statement: str, expected: list[tuple[str, int, int]]):
        sql(statement)
        assert found() == expected

    def test_a_row_put_at_the_end_is_named(self):
        put(7, after=6)
        assert found() == [("inserted", 7, 0)]

    def test_a_row_put_in_between_is_named_and_so_are_those_that_made_room(self):
        move(start=4, by=1)
        put(4, after=3)
        assert found() == [("inserted", 4, 0), ("renumbered", 5, 4), ("renumbered", 6, 5), ("renumbered", 7, 6)]

    def test_a_row_taken_out_is_named_when_the_gap_was_closed(self):
        sql("DELETE FROM audit_auditevent WHERE sequence = 3")
        move(start=4, by=-1)
        assert found() == [("removed", 3, 3), ("renumbered", 3, 4), ("renumbered", 4, 5), ("renumbered", 5, 6)]

    def test_a_row_rewritten_with_a_hash_of_its_own_is_named(self):
        sql("DELETE FROM audit_auditevent WHERE sequence = 3")
        put(3, after=2)
        assert found() == [("changed", 3, 0)]

    def test_the_head_set_back_does_not_hide_the_rows_behind_it(self):
        fourth = AuditEvent.objects.get(sequence=4)
        ChainHead.objects.update(sequence=4, hash=fourth.hash)
        assert found() == [("inserted", 5, 0), ("inserted", 6, 0)]

    def test_everything_at_once_is_named_in_order(self):
        sql(
            "DELETE FROM audit_auditevent WHERE sequence = 5",
            "UPDATE audit_auditevent SET actor_name = 'x' WHERE sequence = 2",
        )
        put(7, after=6)
        assert found() == [("changed", 2, 0), ("removed", 5, 5), ("inserted", 7, 0)]

    def test_the_command_names_each_on_a_line_and_fails(self):
        sql(
            "DELETE FROM audit_auditevent WHERE sequence = 5",
            "UPDATE audit_auditevent SET subject = 'a\tb' WHERE sequence = 2",
        )
        out = StringIO()
        with pytest.raises(SystemExit) as left:
            call_command("verify_audit", CHAIN, stdout=out)
        lines = [line.split("\t")[:4] for line in out.getvalue().splitlines()]
        assert (left.value.code, lines) == (1, [["2", "changed", "mark.saved", "a b"], ["5", "removed", "", ""]])

    def test_the_command_says_how_many_events_hold(self):
        out = StringIO()
        call_command("verify_audit", CHAIN, stdout=out)
        assert out.getvalue() == "KH-2019: 6 sự kiện, chuỗi nguyên vẹn.\n"


def test_an_unknown_chain_has_no_event_and_no_fault(db):
    assert (examine(chain="không có").events, examine(chain="không có").faults) == (0, ())


def test_the_command_refuses_a_log_that_is_not_there(db):
    with pytest.raises(CommandError):
        call_command("verify_audit", "không có")


def test_rows_that_nobody_vouches_for_are_judged_by_themselves():
    links = chained(3)
    assert faults_of(reversed(links), head=(3, links[-1].hash)) == []
    assert faults_of(reversed(links[:2]), head=(3, links[-1].hash)) == [Fault(what=What.CUT, sequence=3, until=3)]


def chained(count: int) -> list[Link]:
    links: list[Link] = []
    for number in range(1, count + 1):
        content = Content(
            chain="c",
            sequence=number,
            time="2026-01-01",
            actor=None,
            actor_name="",
            verb="v",
            subject="s",
            details={},
            previous_hash=links[-1].hash if links else "",
        )
        links.append(Link(content=content, hash=hash_of(content)))
    return links
