import pytest

from pari.accounts.enums import Role
from pari.accounts.models import User
from scoring.models import EvidenceFile, EvidenceLink
from scoring.services.evidence import uploads
from tests.cycle.world import World


@pytest.fixture(autouse=True)
def own_folders(tmp_path, settings):
    """Bytes of one test are not found by another."""
    settings.UPLOADS_DIR = tmp_path / "uploads"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def officer(world: World) -> User:
    return world.person(Role.OFFICER, username="can-bo")


@pytest.fixture
def other(world: World) -> User:
    """The officer of the second agency."""
    return world.person(Role.OFFICER, agency=world.participants[1].agency, username="can-bo-2")


class Sending:
    """Sends whole files through the service."""

    def __init__(self, world: World, by: User) -> None:
        self.world, self.by = world, by

    def link(self, content: bytes, name: str = "bao-cao.pdf", *, kind: str = "manual", place: int = 0) -> EvidenceLink:
        return uploads.receive(
            submission=self.world.submission(place).pk,
            criterion=self.world.leaf(kind),
            name=name,
            size=len(content),
            pieces=[content],
            by=self.by,
        )

    def file(self, content: bytes, name: str = "bao-cao.pdf", **where) -> EvidenceFile:
        return self.link(content, name, **where).file


@pytest.fixture
def send(world: World, officer: User) -> Sending:
    return Sending(world, officer)
