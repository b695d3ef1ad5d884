from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from scharnier.foundation.files.content import DOCUMENTS, accept, look_at
from scharnier.foundation.states import Refused


class FileInput(forms.ClearableFileInput):
    """Choose, photograph or drop files."""

    allow_multiple_selected = True


class FileField(forms.FileField):
    """Uploads that are looked into before anything is stored; the action then stores them.

    Cleans to one upload, or with ``multiple`` to a list of at most ``multiple`` uploads.
    """

    widget = FileInput
    default_error_messages = {
        "required": _("Choose a file."),
        "empty": _("The file is empty. Choose another one."),
    }

    def __init__(
        self, *, kinds: tuple[str, ...] = DOCUMENTS, multiple: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.kinds, self.multiple = kinds, multiple
        self.widget.attrs.setdefault("accept", accept(kinds))
        if not multiple:
            self.widget.allow_multiple_selected = False

    def clean(self, value: Any, initial: Any = None) -> Any:
        given = value if isinstance(value, list | tuple) else [value] if value else []
        uploads = [self._looked_at(upload) for upload in given if upload]
        if self.multiple and len(uploads) > self.multiple:
            raise ValidationError(
                ngettext(
                    "Choose %(limit)d file at most.",
                    "Choose %(limit)d files at most.",
                    self.multiple,
                )
                % {"limit": self.multiple}
            )
        if not uploads:
            return super().clean(None, initial) or ([] if self.multiple else None)
        return uploads if self.multiple else uploads[0]

    def _looked_at(self, upload: UploadedFile) -> UploadedFile:
        try:
            look_at(upload, kinds=self.kinds)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        upload.seek(0)
        return upload
