"""The queue in a folder, used by several connections at once."""

from concurrent.futures import ThreadPoolExecutor
from queue import Empty

import pytest
from kombu import Connection, Exchange, Queue
from kombu.transport.virtual import BrokerState

from pari.broker import Transport

EXCHANGE = Exchange("all", type="direct")
QUEUES = [Queue(f"queue{number}", EXCHANGE, routing_key="key") for number in range(8)]


@pytest.fixture
def connect(tmp_path, monkeypatch):
    # kombu remembers per process which queues it has bound, and here each test has another folder.
    monkeypatch.setattr(Transport, "global_state", BrokerState())
    for name in ("queue", "control"):
        (tmp_path / name).mkdir()
    options = {
        "data_folder_in": str(tmp_path / "queue"),
        "data_folder_out": str(tmp_path / "queue"),
        "control_folder": str(tmp_path / "control"),
    }
    return lambda: Connection("filesystem://localhost/", transport="pari.broker:Transport", transport_options=options)


def put(connection, name, number):
    with connection.SimpleQueue(name) as queue:
        queue.put({"number": number}, serializer="json")


def take_all(connection, name):
    numbers = []
    with connection.SimpleQueue(name) as queue:
        while True:
            try:
                message = queue.get_nowait()
            except Empty:
                return numbers
            message.ack()
            numbers.append(message.payload["number"])


def test_messages_come_out_in_their_order_of_their_queue(connect):
    with connect() as connection:
        for number in range(5):
            put(connection, "a", number)
            put(connection, "a.b", number + 100)
        assert take_all(connection, "a") == [0, 1, 2, 3, 4]
        assert take_all(connection, "a.b") == [100, 101, 102, 103, 104]


def test_a_message_taken_by_one_reader_is_taken_by_no_other(connect):
    with connect() as connection:
        for number in range(200):
            put(connection, "a", number)

    def read():
        with connect() as own:
            return take_all(own, "a")

    with ThreadPoolExecutor(4) as pool:
        taken = [future.result() for future in [pool.submit(read) for _ in range(4)]]
    assert sorted(number for numbers in taken for number in numbers) == list(range(200))


def test_queues_declared_at_once_are_all_bound(connect):
    def declare(queue):
        with connect() as connection:
            queue(connection.channel()).declare()

    with ThreadPoolExecutor(len(QUEUES)) as pool:
        list(pool.map(declare, QUEUES))
    with connect() as connection:
        bound = [binding.queue for binding in connection.channel().get_table("all")]
    assert sorted(bound) == [queue.name for queue in QUEUES]


def test_nothing_is_left_in_the_folder(connect, tmp_path):
    with connect() as connection:
        put(connection, "a", 1)
        take_all(connection, "a")
    assert list((tmp_path / "queue").iterdir()) == []
