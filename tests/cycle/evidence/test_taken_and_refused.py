"""What is taken as a document and what is not: by content, not by name."""

import zipfile

import pytest

from pari.refusals import Invalid, NotNow, Refusal
from scoring.enums import SubmissionState
from scoring.models import Evidence, EvidenceFile, EvidenceLink, Submission, Upload
from scoring.services.evidence import linking as evidence
from scoring.services.evidence import uploads
from scoring.services.evidence.examining import check_content
from scoring.services.evidence.names import clean_name
from tests.cycle.evidence import files

TAKEN = {
    "báo cáo.pdf": files.pdf(),
    "ke-hoach.docx": files.docx(),
    "so-lieu.xlsx": files.xlsx(),
    "trinh-chieu.pptx": files.pptx(),
    "van-ban.odt": files.odt(),
    "cu.doc": files.compound("WordDocument", "1Table"),
    "cu.xls": files.compound("Workbook"),
    "rat-cu.xls": files.compound("Book"),
    "cu.ppt": files.compound("PowerPoint Document"),
    "anh.png": files.PNG,
    "ANH.JPEG": files.JPEG,
    "anh.webp": files.WEBP,
    "quet.tif": files.TIFF,
    "ho-so.zip": files.archive({"a/bao-cao.pdf": files.pdf(), "b.docx": files.docx(), "ghi-chu.txt": "abc"}),
    "mat.zip": files.locked(),
}

REFUSED = {
    "an executable named .pdf": ("hoa-don.pdf", files.EXECUTABLE),
    "an executable": ("cai-dat.exe", files.EXECUTABLE),
    "an executable behind a line turned around": ("bao-cao\u202efdp.exe", files.EXECUTABLE),
    "an executable with a NUL in its name": ("bao-cao.pdf\0.exe", files.EXECUTABLE),
    "SVG with a script": ("so-do.svg", files.SVG),
    "SVG named .png": ("so-do.png", files.SVG),
    "HTML": ("trang.html", files.HTML),
    "HTML named .pdf": ("trang.pdf", files.HTML),
    "HTML after the beginning of an image": ("trang.gif", b"GIF89a" + files.HTML),
    "a shell script named .docx": ("chay.docx", b"#!/bin/sh\nrm -rf /\n"),
    "a PDF named .docx": ("bao-cao.docx", files.pdf()),
    "a document named .xlsx": ("bao-cao.xlsx", files.docx()),
    "a document named .odt": ("bao-cao.odt", files.docx()),
    "a document with macros": ("bao-cao.docx", files.docm()),
    "a document with macros, by its own name": ("bao-cao.docm", files.docm()),
    "an old workbook with macros": ("cu.xls", files.compound("Workbook", "_VBA_PROJECT_CUR")),
    "an installer named .doc": ("cu.doc", files.compound("Property", "Binary.Custom")),
    "a workbook named .doc": ("cu.doc", files.compound("Workbook")),
    "a document under a password": ("mat.docx", files.compound("EncryptedPackage")),
    "a Java archive named .zip": ("thu-vien.zip", files.archive({"META-INF/MANIFEST.MF": "", "A.class": b"\xca\xfe"})),
    "a program in a ZIP": ("ho-so.zip", files.archive({"chay.exe": files.EXECUTABLE})),
    "a program in a ZIP by another name": ("ho-so.zip", files.archive({"chay.pdf": files.EXECUTABLE})),
    "a program in a document": (
        "ke-hoach.docx",
        files.archive(
            {
                "[Content_Types].xml": f"{files.OOXML}.wordprocessingml.document.main+xml",
                "word/document.xml": "<w/>",
                "word/embeddings/a.bin": files.EXECUTABLE,
            }
        ),
    ),
    "a ZIP in a ZIP": ("ho-so.zip", files.archive({"trong.zip": files.archive({"a.txt": "a"})})),
    "a ZIP in a ZIP by another name": ("ho-so.zip", files.archive({"trong.pdf": files.archive({"a.txt": "a"})})),
    "a ZIP that climbs out of its folder": ("ho-so.zip", files.archive({"../../etc/passwd.txt": "a"})),
    "a ZIP with an absolute path": ("ho-so.zip", files.archive({"/etc/passwd.txt": "a"})),
    "a ZIP with a drive": ("ho-so.zip", files.archive({"C:\\autoexec.txt": "a"})),
    "a bomb": ("ho-so.zip", files.bomb()),
    "a bomb that lies about its size": ("ho-so.zip", files.lying_bomb()),
    "a bomb named .xlsx": (
        "so-lieu.xlsx",
        files.archive(
            {
                "[Content_Types].xml": f"{files.OOXML}.spreadsheetml.sheet.main+xml",
                "xl/workbook.xml": b" " * (30 * 1024 * 1024),
            }
        ),
    ),
    "thousands of files": ("ho-so.zip", files.crowded()),
    "half a ZIP": ("ho-so.zip", files.archive({"a.txt": "a" * 5000}, method=zipfile.ZIP_STORED)[:2500]),
    "no ending": ("bao-cao", files.pdf()),
}


@pytest.mark.parametrize("name", TAKEN)
def test_is_taken(tmp_path, name):
    path = tmp_path / "x"
    path.write_bytes(TAKEN[name])
    assert check_content(path, name).extension == name.rpartition(".")[2].lower().replace("jpeg", "jpg")


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused_and_nothing_stays(send, settings, case):
    name, content = REFUSED[case]
    with pytest.raises(Invalid):
        send.link(content, name)
    assert not Upload.objects.exists()
    assert not EvidenceFile.objects.exists()
    assert not Evidence.objects.exists()
    assert not settings.UPLOADS_DIR.exists() or list(settings.UPLOADS_DIR.iterdir()) == []


@pytest.mark.parametrize("size", [0, 2 * 1024**3])
def test_a_size_that_cannot_be_is_refused_before_a_byte_travels(world, officer, size):
    with pytest.raises(Invalid):
        begin(world, officer, size=size)
    assert not Upload.objects.exists()


def test_an_agency_has_so_much_room_in_a_campaign(world, officer, send, settings):
    settings.EVIDENCE_TOTAL_BYTES = 3000
    send.link(files.pdf())
    begin(world, officer, size=1000)
    with pytest.raises(Invalid, match="đã đầy"):
        begin(world, officer, size=2000)


def test_unlinking_makes_no_room(send, settings, officer):
    content = files.pdf()
    settings.EVIDENCE_TOTAL_BYTES = len(content) + 10
    evidence.unlink(link=send.link(content).pk, by=officer)
    with pytest.raises(Invalid, match="đã đầy"):
        send.link(files.pdf("khac"))


def test_nothing_is_taken_for_what_the_agency_does_not_answer(world, officer):
    leaf = world.leaf("manual")
    leaf.source = "survey"
    leaf.save()
    with pytest.raises(Invalid):
        begin(world, officer)


def test_nothing_is_taken_once_it_was_submitted(world, officer, send):
    upload = begin(world, officer, size=len(files.pdf()))
    uploads.append(upload=upload.pk, offset=0, content=files.pdf())
    Submission.objects.update(state=SubmissionState.SUBMITTED)
    with pytest.raises(NotNow):
        begin(world, officer)
    with pytest.raises(NotNow):
        uploads.finish(upload=upload.pk)
    assert not EvidenceLink.objects.exists()


NAMES = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Users\\abc\\báo cáo.pdf": "báo cáo.pdf",
    "ba\u0301o ca\u0301o.pdf": "báo cáo.pdf",
    "bao-cao\u202efdp.exe": "bao-caofdp.exe",
    "a\u200bb\x00c\x1f.pdf": "abc.pdf",
    "...": "tai-lieu",
    "": "tai-lieu",
    "/": "tai-lieu",
    ".pdf": "pdf",
    'a<b>:"c"|?*.pdf': "a_b___c____.pdf",
    "dài" * 200 + ".pdf": ("dài" * 200)[:196] + ".pdf",
    "Quyết định số 12/QĐ-UBND.pdf": "QĐ-UBND.pdf",
    "  hai   dấu \t cách .pdf ": "hai dấu cách.pdf",
}


@pytest.mark.parametrize("given", NAMES)
def test_names_are_shown_and_never_paths(given):
    assert clean_name(given) == NAMES[given]


def test_bytes_are_kept_under_their_digest(send, settings):
    link = send.link(files.pdf(), "../../báo cáo.pdf")
    digest = link.file.evidence.sha256
    kept = [str(path.relative_to(settings.MEDIA_ROOT)) for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert kept == [f"evidence/{digest[:2]}/{digest}"]
    assert (settings.MEDIA_ROOT / kept[0]).read_bytes() == files.pdf()
    assert link.file.name == "báo cáo.pdf"


def begin(world, by, *, size=10, name="bao-cao.pdf", kind="manual"):
    return uploads.begin(submission=world.submission().pk, criterion=world.leaf(kind), name=name, size=size, by=by)


def test_a_refusal_says_what_to_do(send):
    with pytest.raises(Refusal) as caught:
        send.link(files.EXECUTABLE, "hoa-don.pdf")
    assert str(caught.value).startswith("Nội dung không phải là tệp .pdf.")
    assert caught.value.remedy
