import datetime as dt
import errno
import io
import subprocess
import sys
import zipfile

import pytest
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from scharnier.foundation import clock
from scharnier.foundation.files import actions
from scharnier.foundation.files.models import File, FileUse
from scharnier.foundation.files.queries import files_of, files_of_all
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import Refused

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%abc\nendobj\n"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def private(monkeypatch):
    """A storage in memory, new for every test."""
    memory = InMemoryStorage()
    monkeypatch.setattr(actions, "storage", lambda: memory)
    return memory


def picture(kind="JPEG", size=(40, 20), **more):
    written = io.BytesIO()
    Image.new("RGB", size, "red").save(written, kind, **more)
    return written.getvalue()


def packed(*names):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as folder:
        for name in names:
            folder.writestr(name, "<x/>")
    return written.getvalue()


def stored(name, data, **options):
    return actions.store(SimpleUploadedFile(name, data, "application/x-lie"), by=None, **options)


def test_a_file_lies_under_the_hash_of_its_content(private):
    file = stored("Angebot.pdf", PDF)

    assert private.open(file.path).read() == PDF
    assert (file.kind, file.content_type, file.size) == ("pdf", "application/pdf", len(PDF))


def test_the_same_content_is_kept_once(private):
    one, two = stored("one.pdf", PDF), stored("two.pdf", PDF)

    assert one.path == two.path
    assert private.listdir(one.sha256[:2])[1] == [one.sha256]


def test_a_half_written_rest_is_replaced(private):
    first = stored("one.pdf", PDF)
    private.delete(first.path)
    private.save(first.path, io.BytesIO(PDF[:4]))

    stored("again.pdf", PDF)

    assert private.open(first.path).read() == PDF


def test_a_picture_loses_the_place_where_it_was_taken(private):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (50.0, 35.0, 33.0)
    exif[0x010F] = "Camera of Ada"
    file = stored("photo.jpg", picture(exif=exif))

    kept = private.open(file.path).read()

    assert b"Camera of Ada" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


def test_a_picture_is_turned_upright_and_gets_a_small_one(private):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held sideways
    file = stored("photo.jpg", picture(size=(4000, 1000), exif=exif))

    assert (file.width, file.height) == (750, 3000)
    assert max(Image.open(private.open(file.thumbnail_path)).size) == 480


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_pictures_keep_their_kind(kind):
    assert stored(f"p.{kind.lower()}", picture(kind)).content_type == f"image/{kind.lower()}"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("invoice.pdf", b"MZ\x90\x00" + b"\0" * 200, "not what its name says"),
        ("photo.jpg", PDF, "not what its name says"),
        ("photo.jpg", b"<html><script>alert(1)</script>", "not what its name says"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "cannot be taken here"),
        ("program.exe", b"MZ\x90\x00" + b"\0" * 200, "cannot be taken here"),
        ("notes.txt", b"hello", "cannot be taken here"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50, "cannot be opened as a picture"),
        ("empty.pdf", b"", "is empty"),
    ],
)
def test_what_it_is_not_cannot_be_stored(name, data, said, private):
    with pytest.raises(Refused, match=said):
        stored(name, data)

    assert not File.objects.exists()
    assert private.listdir("") == ([], [])


def test_a_bomb_of_pixels_is_refused(private):
    with pytest.raises(Refused, match="cannot be opened as a picture"):
        stored("bomb.png", picture("PNG", size=(9000, 9000)))


def test_too_large_a_file_says_both_sizes():
    with pytest.raises(Refused, match=r"has .*; .* are possible"):
        stored("big.pdf", PDF, max_bytes=10)


@pytest.mark.parametrize(
    ("names", "content_type"),
    [
        (("[Content_Types].xml", "xl/workbook.xml"), XLSX),
        (
            ("[Content_Types].xml", "word/document.xml"),
            XLSX.replace("spreadsheetml.sheet", "wordprocessingml.document"),
        ),
    ],
)
def test_office_documents_are_known_by_what_is_inside(names, content_type):
    assert stored("list", packed(*names), kinds=("office",)).content_type == content_type


def test_macros_and_other_archives_are_no_office_documents():
    for names in (("a.txt",), ("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")):
        with pytest.raises(Refused):
            stored("list.xlsx", packed(*names), kinds=("office",))


def test_a_name_is_only_a_name():
    file = stored("../../etc/\x00pass\u202ewd\n" + "x" * 500 + ".pdf", PDF)

    assert "/" not in file.name
    assert file.name.endswith(".pdf")
    assert len(file.name) <= 200


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG])
def test_a_full_disk_is_said_clearly_and_leaves_nothing(private, monkeypatch, number):
    def full(*args, **options):
        raise OSError(number, "full")

    monkeypatch.setattr(private, "_save", full)

    with pytest.raises(Refused, match="disk is full"):
        stored("one.pdf", PDF)

    assert not File.objects.exists()


def test_a_disk_that_is_really_full_is_survived(tmp_path):
    """In a process of its own, because the limit cannot be lifted again."""
    code = f"""
import resource, os, django
from django.conf import settings
settings.configure(STORAGES={{"private": {{"BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {{"location": {str(tmp_path)!r}}}}}}}, PRIVATE_FILES="private",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes",
    "scharnier.foundation.trail", "scharnier.foundation.people", "scharnier.foundation.programmes",
    "scharnier.foundation.organisations", "scharnier.foundation.files"], AUTH_USER_MODEL="people.Person",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_I18N=False)
django.setup()
from scharnier.foundation.files import actions
from scharnier.foundation.states import Refused
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    actions._put("ab/abc", b"x" * 5000, "one.pdf")
except Refused as refusal:
    print(refusal)
print(os.listdir({str(tmp_path)!r} + "/ab"))
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "disk is full" in told.stdout
    assert told.stdout.endswith("[]\n")


def test_rows_use_files_and_let_them_go():
    ada = Person.objects.create_user("ada@example.org", name="Ada")
    one, two = stored("one.pdf", PDF), stored("two.pdf", PDF + b"2")
    actions.attach([one, two.pk], to=ada)
    actions.attach([one], to=ada)
    assert list(files_of(ada)) == [one, two]
    assert files_of_all([ada]) == {ada.pk: [one, two]}

    assert actions.detach(ada, keep={two.pk}) == 1

    assert list(files_of(ada)) == [two]


def test_the_sweep_takes_what_nothing_has_used_for_a_day(private):
    ada = Person.objects.create_user("ada@example.org", name="Ada")
    used, _unused = stored("used.pdf", PDF), stored("unused.pdf", PDF + b"2")
    actions.attach([used], to=ada)
    assert actions.sweep() == 0

    with clock.at(clock.now() + dt.timedelta(days=2)):
        actions.sweep()

    assert list(File.objects.all()) == [used]
    assert private.exists(used.path)


def test_bytes_go_with_the_last_row_that_knows_them(private, django_capture_on_commit_callbacks):
    one, two = stored("one.pdf", PDF), stored("two.pdf", PDF)
    path = one.path

    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(one, by=None)
    assert private.exists(path)

    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(two, by=None)
    assert not private.exists(path)


def test_bytes_without_a_row_are_swept(private):
    lost = stored("lost.pdf", PDF)
    path = lost.path
    FileUse.objects.all().delete()
    File.objects.all().delete()

    with clock.at(dt.datetime.now(dt.UTC) + dt.timedelta(days=2)):
        assert actions.sweep() == 1

    assert not private.exists(path)
