import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from i18nfield.strings import LazyI18nString

from scharnier.foundation.web.forms import (
    CheckList,
    ChoiceCards,
    DateField,
    LanguagesField,
    MomentField,
    MoneyField,
    MultipleFileDrop,
    Scale,
    SuggestField,
)
from scharnier.foundation.web.views.pattern_samples import EXAMPLE, ExampleForm

TOWNS = [("", "—"), ("14521", "Aue"), ("14612", "Dresden")]


class AskForm(forms.Form):
    what = forms.CharField(
        label="What?", help_text="An example helps.", widget=forms.Textarea, max_length=20
    )
    stage = forms.ChoiceField(
        label="Stage", choices=[("a", "A"), ("b", "B")], widget=ChoiceCards(hints={"a": "First"})
    )
    note = forms.CharField(label="Note", required=False)
    agree = forms.BooleanField(label="Agreed")
    count = forms.IntegerField(label="How many?", min_value=1)
    mail = forms.EmailField(label="E-mail")


def tag(html, marked):
    """The one tag that holds ``marked``."""
    (found,) = [piece for piece in re.findall(r"<[^>]+>", html) if marked in piece]
    return found


def test_a_field_is_described_by_its_hint_its_error_and_its_counter():
    html = str(AskForm({"what": "x" * 25}))

    area = tag(html, "<textarea")
    assert 'aria-describedby="id_what_helptext id_what_error id_what_count"' in area
    assert 'aria-invalid="true"' in area
    for name in ("helptext", "error", "count"):
        assert html.count(f'id="id_what_{name}"') == 1


def test_a_text_may_be_overrun_while_typing():
    area = tag(str(AskForm()), "<textarea")

    assert 'data-count="20"' in area
    assert "maxlength" not in area


def test_a_group_of_choices_is_a_fieldset_with_the_error_on_it():
    html = str(AskForm({}))

    assert (
        tag(html, '<fieldset class="group')
        == '<fieldset class="group has-error" aria-describedby="id_stage_error">'
    )
    assert html.count('<legend class="legend">Stage</legend>') == 1


def test_the_error_summary_leads_to_the_controls():
    html = str(AskForm({"stage": "z"}))

    targets = re.findall(r'<li><a href="#([^"]+)"', html)
    assert targets == ["id_what", "id_stage_0", "id_agree", "id_count", "id_mail"]
    for target in targets:
        assert html.count(f'id="{target}"') == 1


def test_errors_are_instructions_with_the_name_of_the_field():
    form = AskForm({"what": "x" * 25, "stage": "z", "count": "0", "mail": "helm"})

    assert [form[name].said_errors for name in ("what", "stage", "agree", "count", "mail")] == [
        ["Shorten “What?” by 5 characters."],
        ["Choose one of the answers offered: Stage"],
        ["Confirm “Agreed”."],
        ["Enter at least 1: How many?"],
        ["Write an e-mail address such as name@example.org."],
    ]


def test_the_form_itself_keeps_the_errors_of_django():
    assert AskForm({})["what"].errors == ["This field is required."]


def test_a_message_that_a_form_wrote_is_not_touched():
    class OwnForm(forms.Form):
        name = forms.CharField(error_messages={"required": "Tell us your name."})

    assert OwnForm({})["name"].said_errors == ["Tell us your name."]


def test_in_german_du_differs_from_sie():
    form = AskForm({})
    with translation.override("de"):
        formal = form["what"].said_errors
    with translation.override("de-informal"):
        informal = AskForm({})["what"].said_errors

    assert (formal, informal) == (["Füllen Sie das aus: What?"], ["Füll das aus: What?"])


def test_only_what_is_optional_says_so():
    assert re.findall(r'<label for="(\w+)">[^<]+<span class="opt">', str(AskForm())) == ["id_note"]


def test_a_card_shows_the_hint_of_its_choice():
    assert str(AskForm()).count('<strong>A</strong><span class="hint">First</span>') == 1


def test_people_s_words_are_escaped():
    assert "<b>" not in str(AskForm({"what": "<b>", "note": '"><b>'}))


def test_every_id_of_the_example_form_stands_once():
    html = str(ExampleForm(EXAMPLE))

    ids = re.findall(r' id="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


def test_everything_that_describes_a_control_exists():
    html = str(ExampleForm(EXAMPLE))

    described = {
        name for names in re.findall(r'aria-describedby="([^"]+)"', html) for name in names.split()
    }
    assert described - set(re.findall(r' id="([^"]+)"', html)) == set()


def test_no_form_has_an_inline_style():
    assert re.findall(r"<[^>]+ (?:style|on\w+)=", str(ExampleForm(EXAMPLE))) == []


def test_a_town_is_found_by_its_name_or_its_key():
    field = SuggestField(choices=TOWNS)

    assert [field.clean(typed) for typed in ("aue", " Dresden ", "14612")] == [
        "14521",
        "14612",
        "14612",
    ]
    assert field.prepare_value("14521") == "Aue"


def test_a_town_that_is_not_suggested_is_refused():
    with pytest.raises(forms.ValidationError, match="“Nirgendwo” is not among them"):
        SuggestField(choices=TOWNS).clean("Nirgendwo")


def test_the_suggestions_are_a_datalist():
    class TownForm(forms.Form):
        town = SuggestField(choices=TOWNS)

    html = str(TownForm())

    assert 'list="id_town_list"' in tag(html, '<input type="text"')
    assert re.findall(r'<option value="([^"]*)">', html) == ["Aue", "Dresden"]


def test_a_text_of_an_organiser_has_three_labelled_inputs():
    class TitleForm(forms.Form):
        title = LanguagesField(label="Title")

    html = str(TitleForm(initial={"title": LazyI18nString({"de": "Aufruf", "en": "Call"})}))

    assert re.findall(r'<label for="(id_title_\d)">', html) == [
        "id_title_0",
        "id_title_1",
        "id_title_2",
    ]
    assert re.findall(r'name="title_\d" value="([^"]*)"', html) == ["Aufruf", "Call"]
    assert re.findall(r'lang="(\w+)"', html) == ["de", "de", "en"]


def test_a_text_of_an_organiser_is_read_back_by_language():
    class TitleForm(forms.Form):
        title = LanguagesField(label="Title")

    form = TitleForm({"title_0": "Aufruf", "title_1": "", "title_2": "Call"})

    assert form.is_valid()
    assert form.cleaned_data["title"].data == {"de": "Aufruf", "de-informal": "", "en": "Call"}


def test_one_language_is_enough_and_none_is_refused():
    class TitleForm(forms.Form):
        title = LanguagesField(label="Title")

    assert TitleForm({"title_0": "", "title_1": "", "title_2": "Call"}).is_valid()
    assert TitleForm({})["title"].said_errors == ["Fill this in: Title"]


@pytest.mark.parametrize("typed", ["2027-03-15", "15.03.2027"])
def test_a_day_is_read_from_the_calendar_and_from_the_keyboard(typed):
    assert DateField().clean(typed).isoformat() == "2027-03-15"


def test_a_moment_is_read_in_the_time_zone_of_the_page():
    assert MomentField().clean("2027-03-15T23:59").isoformat() == "2027-03-15T23:59:00+01:00"


@pytest.mark.parametrize(
    ("field", "typed"),
    [(DateField(), "0001-01-01"), (DateField(), "0027-03-15"), (MomentField(), "0001-01-01T00:00")],
)
def test_a_year_of_other_times_is_refused_in_words(field, typed):
    with pytest.raises(ValidationError, match="Write the year with four digits"):
        field.clean(typed)


def test_a_scale_names_every_step():
    class ScoreForm(forms.Form):
        score = forms.ChoiceField(choices=[(1, 1), (2, 2)], widget=Scale(ends=("low", "high")))

    assert re.findall(r'aria-label="([^"]+)"', str(ScoreForm())) == ["1 of 2", "2 of 2"]


def test_many_options_are_a_compact_list():
    class PickForm(forms.Form):
        pick = forms.MultipleChoiceField(choices=[(n, n) for n in range(30)], widget=CheckList)

    assert str(PickForm({"pick": ["3", "4"]})).count(" checked") == 2


def test_several_files_can_be_dropped():
    class FilesForm(forms.Form):
        files = forms.FileField(widget=MultipleFileDrop(accept=".pdf"))

    html = str(FilesForm(files={"files": SimpleUploadedFile("a.pdf", b"x")}))

    assert 'accept=".pdf"' in tag(html, '<input type="file"')
    assert "multiple" in tag(html, '<input type="file"')


def test_the_currency_stands_beside_the_amount():
    class CostForm(forms.Form):
        cost = MoneyField(currency="CZK")

    assert 'aria-describedby="id_cost_unit"><span class="unit" id="id_cost_unit">Kč</span>' in str(
        CostForm()
    )
