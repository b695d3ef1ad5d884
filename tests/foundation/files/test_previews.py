import io
import zlib

import pytest
import typst
from django.core.files.base import ContentFile
from PIL import Image

from scharnier.foundation.files import previews
from scharnier.foundation.files.actions import storage, store
from scharnier.foundation.files.first_page import count_pages
from scharnier.foundation.files.models import File

TWO_PAGES = typst.compile(b"#set page(width: 10cm, height: 20cm, fill: red)\n#pagebreak()\n")
BROKEN = b"%PDF-1.7\n%abc\nendobj\n"


def stored(data: bytes, name: str = "plan.pdf") -> File:
    return store(ContentFile(data, name), by=None)


@pytest.mark.django_db
def test_a_pdf_gets_its_pages_and_a_picture_of_the_first_one():
    file = stored(TWO_PAGES)
    assert (file.pages, file.thumbnail_url) == (None, "")

    assert previews.make(by=None) == 1

    file.refresh_from_db()
    assert (file.pages, file.thumbnail_url) == (2, f"/dateien/{file.pk}/klein/")
    with storage().open(file.thumbnail_path) as kept:
        drawn = io.BytesIO(kept.read())
    with Image.open(drawn) as picture:
        assert (picture.format, picture.size) == ("JPEG", (240, 480))
        red, green, blue = picture.getpixel((120, 240))
    assert red > 200
    assert max(green, blue) < 90


@pytest.mark.django_db
def test_what_cannot_be_drawn_is_tried_once_and_stays_a_file():
    file = stored(BROKEN)

    assert [previews.make(by=None), previews.make(by=None)] == [1, 0]

    file.refresh_from_db()
    assert (file.pages, file.has_thumbnail) == (0, False)


@pytest.mark.django_db
def test_bytes_that_are_gone_stop_nobody():
    gone, here = stored(BROKEN), stored(TWO_PAGES, "other.pdf")
    storage().delete(gone.path)

    assert previews.make(by=None) == 2

    assert list(File.objects.order_by("pk").values_list("pages", flat=True)) == [0, 2]
    assert not storage().exists(gone.path)
    assert here.pk != gone.pk


def packed(text: bytes) -> bytes:
    return b"1 0 obj <</Type/ObjStm /N 1>>\nstream\n" + zlib.compress(text) + b"\nendstream endobj"


@pytest.mark.parametrize(
    ("data", "pages"),
    [
        (b"<</Type /Pages /Kids [1 0 R] /Count 7>>", 7),
        (b"<</Count 3/Type/Pages>> <</Type/Pages/Count 12>>", 12),
        (b"<</Type /Page /Parent 1 0 R>> <</Type/Page>>", 2),
        (packed(b"<</Type/Pages/Count 5>>"), 5),
        (packed(b"x")[:60], 0),
        (b"<</Type/Pages/Count 999999>>", 100_000),
        (b"nothing", 0),
    ],
)
def test_pages_are_counted_where_documents_tell_them(data, pages):
    assert count_pages(data) == pages
