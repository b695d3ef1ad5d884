"""What people type answers into. Native controls; every one works without JavaScript."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from scharnier.foundation.files.models import File
from scharnier.foundation.questions.clean.reading import label_of


class _Hinted(forms.widgets.ChoiceWidget):
    """Options with a hint under each (the hint is shown by the house's template)."""

    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, *args, **kwargs) | {
            "hint": self.hints.get(str(value), "")
        }


class OneOf(_Hinted, forms.RadioSelect):
    pass


class SomeOf(_Hinted, forms.CheckboxSelectMultiple):
    pass


class ScaleInput(forms.RadioSelect):
    """Points in a row, with words at both ends."""

    template_name = "web/widgets/scale.html"

    def __init__(self, *args: Any, ends: tuple[str, str] = ("", ""), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ends = ends

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        context["widget"].update(low=self.ends[0], high=self.ends[1], steps=len(list(self.choices)))
        return context


class SuggestInput(forms.TextInput):
    """Free text with a list of known answers."""

    template_name = "web/widgets/suggest.html"

    def __init__(self, attrs: dict | None = None, *, options: Iterable[str] = ()) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.options = list(options)

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        context["widget"]["options"] = self.options
        return context


class SkillsInput(forms.Widget):
    """Ticks for skills at hand, and one line for all others.

    ``at_hand`` are pairs of key and name. Reads to a list of entries and words.
    """

    template_name = "questions/widgets/skills.html"
    use_fieldset = True

    def __init__(
        self, attrs: dict | None = None, *, at_hand: Iterable[tuple[str, str]] = ()
    ) -> None:
        super().__init__(attrs)
        self.at_hand = list(at_hand)

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        entries = value if isinstance(value, list) else [value] if value else []
        offered = {key for key, _label in self.at_hand}
        ticked, others = {}, []
        for entry in entries:
            given: dict[str, Any] = (
                entry
                if isinstance(entry, dict)
                else {"skill": str(entry), "label": str(entry), "level": 2}
            )
            if given.get("skill") in offered:
                ticked[given["skill"]] = given.get("level", 2)
            else:
                level = given.get("level", 2)
                others.append(given.get("label", "") + (f" ({level})" if level != 2 else ""))
        context["widget"] |= {
            "boxes": [
                {
                    "value": key,
                    "label": label,
                    "checked": key in ticked,
                    "id": f"{context['widget']['attrs'].get('id', name)}_{i}",
                }
                for i, (key, label) in enumerate(self.at_hand)
            ],
            "others": "; ".join(filter(None, others)),
            "others_id": f"{context['widget']['attrs'].get('id', name)}_others",
        }
        return context

    def value_from_datadict(self, data: Mapping, files: Any, name: str) -> list[str]:
        ticked = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        ticked = ticked if isinstance(ticked, list) else [ticked]
        others = data.get(f"{name}_others") or ""
        return [
            *ticked,
            *(
                part.strip()
                for part in others.replace("\n", ";").replace(",", ";").split(";")
                if part.strip()
            ),
        ]

    def value_omitted_from_data(self, data: Mapping, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_0" if self.at_hand else f"{id_}_others"


class RowsInput(forms.Widget):
    """A small table: as many rows as are filled and one to spare, three at least."""

    template_name = "questions/widgets/rows.html"
    use_fieldset = True

    def __init__(self, attrs: dict | None = None, *, columns: list[dict], most: int = 20) -> None:
        super().__init__(attrs)
        self.columns, self.most = columns, most

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        given = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        wanted = min(self.most, max(3, len(given) + 1))
        id_ = context["widget"]["attrs"].get("id", name)
        context["widget"]["rows"] = [
            {
                "number": number + 1,
                "cells": [
                    {
                        "name": f"{name}-{number}-{column['value']}",
                        "id": f"{id_}_{number}_{column['value']}",
                        "label": label_of(column),
                        "value": (given[number].get(column["value"]) if number < len(given) else "")
                        or "",
                    }
                    for column in self.columns
                ],
            }
            for number in range(wanted)
        ]
        return context

    def value_from_datadict(self, data: Mapping, files: Any, name: str) -> list[dict]:
        rows = []
        for number in range(self.most):
            cells = {
                column["value"]: data.get(f"{name}-{number}-{column['value']}", "")
                for column in self.columns
            }
            if any(str(cell).strip() for cell in cells.values()):
                rows.append(cells)
        return rows

    def value_omitted_from_data(self, data: Mapping, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_0_{self.columns[0]['value']}"


class FilesInput(forms.FileInput):
    """Files that are there, each to be let go, and room for new ones.

    Reads to ``(keys that stay, new uploads)``.
    """

    template_name = "questions/widgets/files.html"
    needs_multipart_form = True
    allow_multiple_selected = True

    def __init__(self, attrs: dict | None = None, *, there: Iterable[File] = ()) -> None:
        super().__init__(attrs)
        self.there = list(there)

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, None, attrs)
        kept = {file.pk for file in self.there} if not isinstance(value, tuple) else set(value[0])
        context["widget"]["there"] = [
            {
                "file": file,
                "goes": file.pk not in kept,
                "id": f"{context['widget']['attrs'].get('id', name)}_{file.pk}",
            }
            for file in self.there
        ]
        context["widget"]["goes_name"] = f"{name}-goes"
        return context

    def value_from_datadict(
        self, data: Mapping, files: Any, name: str
    ) -> tuple[list[int], list[UploadedFile]]:
        going = (
            data.getlist(f"{name}-goes")
            if hasattr(data, "getlist")
            else data.get(f"{name}-goes", [])
        )
        uploads = (
            files.getlist(name)
            if hasattr(files, "getlist")
            else [files[name]]
            if name in (files or {})
            else []
        )
        return [file.pk for file in self.there if str(file.pk) not in going], uploads

    def value_omitted_from_data(self, data: Mapping, files: Any, name: str) -> bool:
        return False
