import pytest

from tests.appraisal.council.house import House, make_house


@pytest.fixture
def house(db) -> House:
    return make_house()
