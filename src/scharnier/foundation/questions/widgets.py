"""What people type answers into. Native controls; every one works without JavaScript."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from scharnier.foundation.files.models import File
from scharnier.foundation.questions.clean.reading import label_of

# The keys that a telephone shows for a column.
INPUT_MODES = {"number": "decimal", "money": "decimal", "link": "url", "email": "email"}


class _Hinted(forms.widgets.ChoiceWidget):
    """Options with a hint under each (the hint is shown by the house's template).

    Those in ``alone`` clear all others when they are ticked (web/js/alone.js).
    """

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, str] | None = None,
        alone: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints, self.alone = hints or {}, set(alone)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.alone:
            option["attrs"]["data-alone"] = True
        return option | {"hint": self.hints.get(str(value), "")}


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


class FigureInput(forms.TextInput):
    """A number with its unit beside it, which is read out with it; the telephone shows digits."""

    template_name = "web/widgets/unit.html"

    def __init__(self, attrs: dict | None = None, *, unit: str = "") -> None:
        super().__init__(
            {"inputmode": "decimal", "autocomplete": "off", "data-narrow": True, **(attrs or {})}
        )
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["unit"], own = self.unit, widget["attrs"]
        if self.unit and "id" in own:
            widget["unit_id"] = f"{own['id']}_unit"
            said = [own.get("aria-describedby"), widget["unit_id"]]
            own["aria-describedby"] = " ".join(filter(None, said))
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
    """Ticks for skills at hand, behind a fold those of the ``rest``, and a line for free words.

    Both are pairs of key and name. A tick keeps the level that the skill has already.
    Reads to a list of keys and words, a level in brackets behind them.
    """

    template_name = "questions/widgets/skills.html"
    use_fieldset = True

    def __init__(
        self,
        attrs: dict | None = None,
        *,
        at_hand: Iterable[tuple[str, str]] = (),
        rest: Iterable[tuple[str, str]] = (),
    ) -> None:
        super().__init__(attrs)
        self.at_hand, self.rest = list(at_hand), list(rest)

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        entries = value if isinstance(value, list) else [value] if value else []
        offered = {key for key, _label in (*self.at_hand, *self.rest)}
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
                others.append(_with_level(given.get("label", ""), given.get("level", 2)))
        id_ = context["widget"]["attrs"].get("id", name)
        rest = self._boxes(self.rest, ticked, f"{id_}_more")
        context["widget"] |= {
            "boxes": self._boxes(self.at_hand, ticked, id_),
            "rest": rest,
            "rest_is_open": any(box["checked"] for box in rest),
            "others": "; ".join(filter(None, others)),
            "others_id": f"{id_}_others",
        }
        return context

    @staticmethod
    def _boxes(skills: list[tuple[str, str]], ticked: dict[str, int], id_: str) -> list[dict]:
        return [
            {
                "value": _with_level(key, ticked.get(key, 2)),
                "label": _with_level(label, ticked.get(key, 2)),
                "checked": key in ticked,
                "id": f"{id_}_{number}",
            }
            for number, (key, label) in enumerate(skills)
        ]

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


def _with_level(words: str, level: int) -> str:
    """As people write it: two is what is meant without a number."""
    return f"{words} ({level})" if words and level != 2 else words


class RowsInput(forms.Widget):
    """Entries of a few lines each: the filled ones and one to spare, the others folded away."""

    template_name = "questions/widgets/rows.html"
    use_fieldset = True

    def __init__(self, attrs: dict | None = None, *, columns: list[dict], most: int = 20) -> None:
        super().__init__(attrs)
        self.columns, self.most = columns, most

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        given = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        id_ = context["widget"]["attrs"].get("id", name)
        rows = [
            {
                "number": number + 1,
                "cells": [
                    {
                        "name": f"{name}-{number}-{column['value']}",
                        "id": f"{id_}_{number}_{column['value']}",
                        "label": label_of(column),
                        "mode": INPUT_MODES.get(column.get("type", ""), ""),
                        "value": (given[number].get(column["value"]) if number < len(given) else "")
                        or "",
                    }
                    for column in self.columns
                ],
            }
            for number in range(self.most)
        ]
        at_once = len(given) + 1
        context["widget"] |= {
            "rows": rows[:at_once],
            "more_rows": rows[at_once:],
            "shown_if": self.attrs.get("data-shown-if", ""),
        }
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


class RankingInput(forms.Widget):
    """A number for each option; a script makes a list of it that is moved up and down.

    Reads to ``{option: number or ""}``.
    """

    template_name = "questions/widgets/ranking.html"
    use_fieldset = True

    def __init__(
        self, attrs: dict | None = None, *, choices: list[tuple[str, str]], most: int | None = None
    ) -> None:
        super().__init__(attrs)
        self.choices, self.most = choices, most or len(choices)

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        id_ = context["widget"]["attrs"].get("id", name)
        numbers = self._numbers(value)
        ranked = [pair for pair in self.choices if numbers.get(pair[0])]
        ranked.sort(key=lambda pair: (len(numbers[pair[0]]), numbers[pair[0]]))
        rest = [pair for pair in self.choices if not numbers.get(pair[0])]
        context["widget"] |= {
            "shown_if": self.attrs.get("data-shown-if", ""),
            "most": self.most,
            "numbers": [str(number) for number in range(1, self.most + 1)],
            "ranked": [
                {
                    "name": f"{name}__{option}",
                    "key": name,
                    "id": f"{id_}_{option}",
                    "label": label,
                    "number": numbers.get(option, ""),
                }
                for option, label in [*ranked, *rest]
            ],
        }
        return context

    @staticmethod
    def _numbers(value: Any) -> dict[str, str]:
        """By option, from what stands there (a list in order) or from what was typed."""
        if isinstance(value, dict):
            return {str(option): str(number or "") for option, number in value.items()}
        listed = value if isinstance(value, list) else []
        return {str(option): str(number) for number, option in enumerate(listed, start=1)}

    def value_from_datadict(self, data: Mapping, files: Any, name: str) -> dict[str, str]:
        numbers = {option: data.get(f"{name}__{option}", "") for option, _label in self.choices}
        return numbers if any(numbers.values()) else {}

    def value_omitted_from_data(self, data: Mapping, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_{self.choices[0][0]}"


class AddressInput(forms.Widget):
    """Street, postcode and place. Reads to ``{"street", "postal_code", "place"}``."""

    template_name = "questions/widgets/address.html"
    use_fieldset = True
    parts = ("street", "postal_code", "place")

    def __init__(self, attrs: dict | None = None, *, places: Iterable[str] = ()) -> None:
        super().__init__(attrs)
        self.places = list(places)

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        given = value if isinstance(value, dict) else {"street": value or ""}
        id_ = context["widget"]["attrs"].get("id", name)
        for part in self.parts:
            context["widget"][part] = {
                "name": f"{name}__{part}",
                "id": f"{id_}_{part}",
                "value": given.get(part) or "",
            }
        shown_if = self.attrs.get("data-shown-if", "")
        context["widget"] |= {"key": name, "places": self.places, "shown_if": shown_if}
        return context

    def value_from_datadict(self, data: Mapping, files: Any, name: str) -> dict[str, str]:
        parts = {part: data.get(f"{name}__{part}", "") for part in self.parts}
        return parts if any(map(str.strip, parts.values())) else {}

    def value_omitted_from_data(self, data: Mapping, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_street"


class FilesInput(forms.FileInput):
    """Files that are there, each to be let go, and room for new ones, also from a camera.

    Reads to ``(keys that stay, new uploads)``.
    """

    template_name = "questions/widgets/files.html"
    needs_multipart_form = True
    allow_multiple_selected = True

    def __init__(
        self,
        attrs: dict | None = None,
        *,
        there: Iterable[File] = (),
        kinds: Iterable[str] = (),
    ) -> None:
        super().__init__(attrs)
        self.there, self.kinds = list(there), tuple(kinds)

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
        if "image" in self.kinds:
            context["widget"]["camera_id"] = f"{context['widget']['attrs'].get('id', name)}_camera"
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
