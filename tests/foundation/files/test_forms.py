import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from scharnier.foundation.files.forms import FileField

PDF = b"%PDF-1.7\n%abc\nendobj\n"


class OneForm(forms.Form):
    proof = FileField(kinds=("pdf",))


class SomeForm(forms.Form):
    proofs = FileField(multiple=2, required=False)


def pdf(name="one.pdf"):
    return SimpleUploadedFile(name, PDF)


def test_an_upload_arrives_unread_for_the_action():
    form = OneForm({}, {"proof": pdf()})

    assert form.is_valid()
    assert form.cleaned_data["proof"].read() == PDF
    assert 'accept=".pdf"' in str(form["proof"])


def test_a_lie_is_an_error_of_the_field():
    form = OneForm({}, {"proof": SimpleUploadedFile("one.pdf", b"MZ\x90\x00" + b"\0" * 99)})

    assert "not what its name says" in form.errors["proof"][0]


def test_a_missing_file_is_asked_for():
    assert OneForm({}, {}).errors["proof"] == ["Choose a file."]


@pytest.mark.parametrize(("number", "fits"), [(0, True), (2, True), (3, False)])
def test_several_files_up_to_a_limit(number, fits):
    form = SomeForm({}, MultiValueDict({"proofs": [pdf() for _ in range(number)]}))

    assert form.is_valid() is fits
    if fits:
        assert len(form.cleaned_data["proofs"]) == number
