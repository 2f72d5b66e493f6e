"""A file that is taken along, filled in as a person's spreadsheet program would, and brought back."""

import io
import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from scoring.exchange.offline import layout
from scoring.models import Answer
from scoring.selectors.submissions.answer_fields import Field, edit_of
from scoring.services.submissions.answers import save_field

PLACE = ("TH-2025", "CQ1")


def address(name, place=PLACE):
    return reverse(f"scoring:{name}", args=place)


class Taken:
    """A file that was taken along; edited as a person's spreadsheet program would."""

    def __init__(self, client, place=PLACE):
        self.client = client
        self.book = load_workbook(io.BytesIO(client.get(address("offline-file", place)).content))
        self.page = self.book[layout.SHEET]
        self.rows = {row[layout.KEY].value: row[0].row for row in self.page.iter_rows() if row[layout.KEY].value}

    def row(self, leaf, entry=None):
        return next(
            row
            for key, row in self.rows.items()
            if key.partition("\n")[0] == leaf.code and (entry is None or key.endswith(f"\n{entry}"))
        )

    def enter(self, leaf, **entries):
        for name, value in entries.items():
            self.set(self.row(leaf, name), layout.ENTERED, value)

    def explain(self, leaf, text):
        self.set(self.row(leaf), layout.EXPLANATION, text)

    def set(self, row, column, value):
        self.page.cell(row, column + 1).value = value

    @property
    def content(self):
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()

    def bring(self, data=None):
        file = SimpleUploadedFile("tệp.xlsx", self.content if data is None else data)
        return self.client.post(address("offline"), {"file": file})

    def take(self, **choices):
        preview = self.bring()
        sides = {f"choice|{name}": side for name, side in choices.items()}
        return self.client.post(address("offline-take"), {"brought": preview.context["brought"], **sides})


def stored(world, leaf):
    return Answer.objects.get(submission=world.submission(), criterion=leaf)


def edit(world, leaf, content, *, by, of=Field.EXPLANATION):
    known = Answer.objects.filter(submission=world.submission(), criterion=leaf).first()
    save_field(
        submission=world.submission().pk,
        criterion=leaf,
        field=of,
        content=content,
        base_version=edit_of(known, of).version,
        key=uuid.uuid4().hex,
        by=by,
    )
