"""/muster/: every component in every state. For engineers to copy, for axe to walk through."""

import datetime as dt
from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from scharnier.foundation import clock
from scharnier.foundation.programmes.models import Programme
from scharnier.foundation.web import theme
from scharnier.foundation.web import forms as our
from scharnier.foundation.web.look import theme_address
from scharnier.foundation.web.pages import page
from scharnier.foundation.web.tables import Column, Table

LAYOUTS = ("public", "applicant", "workspace", "jury", "stage", "plain", "call")
COLOURS = ("brand", "brand-strong", "brand-soft", "brand-line", "leaf-a", "leaf-b", "spark", "spark-soft", "night",
           "paper", "panel", "panel-2", "ink", "ink-2", "line", "line-strong",
           "bad", "bad-soft", "good", "good-soft", "warn", "warn-soft")  # fmt: skip
BRANDS = (("#1d3fc0", "#ffbf2e"), ("#c2185b", "#ffd400"), ("#2e7d32", "#ffbf2e"), ("#ffff00", "#111111"))
SECTORS = [
    ("music", _("Music")), ("books", _("Books")), ("art", _("Art")), ("film", _("Film")),
    ("broadcasting", _("Broadcasting")), ("performing", _("Performing arts")), ("design", _("Design")),
    ("architecture", _("Architecture")), ("press", _("Press")), ("advertising", _("Advertising")),
    ("games", _("Software and games")), ("crafts", _("Crafts")),
]  # fmt: skip


class ExampleForm(forms.Form):
    """Every kind of field that the renderer knows."""

    stage = forms.ChoiceField(
        label=_("How far are you?"),
        choices=[("problem", _("We have a problem")), ("ideas", _("We have first ideas")), ("tried", _("We have tried something"))],
        widget=our.ChoiceCards(hints={"problem": _("No idea yet how to do better. That is fine."), "ideas": _("There are sketches or talks.")}),
    )
    name = forms.CharField(label=_("Name of the firm"), max_length=200)
    what = forms.CharField(
        label=_("What would you like to solve?"), help_text=_("An example from your day helps us most."),
        widget=forms.Textarea(attrs={"rows": 6}), max_length=250,
    )
    headcount = forms.IntegerField(label=_("How many people work with you?"), min_value=0)
    amount = our.MoneyField(label=_("What did it cost?"), max_cents=250_000, required=False)
    first_day = our.DateField(label=_("First day"), help_text=_("If you know it already."), required=False)
    starts_at = our.MomentField(label=_("Beginning"), required=False)
    town = our.SuggestField(
        label=_("Town"), help_text=_("Type the first letters."),
        choices=[("14521010", "Annaberg-Buchholz"), ("14521035", "Aue-Bad Schlema"), ("14612000", "Dresden")],
    )
    legal_form = forms.ChoiceField(label=_("Legal form"), choices=[("", "—"), ("gmbh", "GmbH"), ("ev", "e. V.")], required=False)
    sectors = forms.MultipleChoiceField(label=_("Submarkets"), choices=SECTORS, widget=our.CheckList, required=False)
    ways = forms.MultipleChoiceField(
        label=_("How do you like to work?"), required=False, widget=our.MultipleChoiceCards(hints={"site": _("In the workshop, at the machine.")}),
        choices=[("site", _("On site")), ("online", _("Online"))],
    )
    score = forms.ChoiceField(
        label=_("Effect in the region"), help_text=_("Does the result help others too?"), choices=[(n, n) for n in range(1, 6)],
        widget=our.Scale(ends=(_("not at all"), _("fully"))), required=False,
    )
    title = our.LanguagesField(label=_("Title of the call"), required=False)
    text = our.LanguagesField(label=_("Text of the call"), long=True, required=False)
    mail = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    files = forms.FileField(
        label=_("Photos or sketches"), help_text=_("JPG, PNG or PDF, at most 10 MB each."),
        widget=our.MultipleFileDrop(accept=".jpg,.jpeg,.png,.pdf"), required=False,
    )
    fixed = forms.CharField(label=_("Number of the application"), initial="B-014", disabled=True, required=False)
    agree = forms.BooleanField(label=_("What I say is true"), help_text=_("I may speak for the firm and have read the conditions."))


EXAMPLE = {
    "name": "Drechslerei Helm", "headcount": "sieben", "amount": "9.999,00", "first_day": "2027-03-15", "town": "Nirgendwo",
    "what": "Unsere Werkstatt drechselt seit 1921 Figuren und Spielzeug. Bestellungen kommen per Telefon, Fax und Zettel. "
    "Jede Woche verlieren wir einen halben Tag mit Abtippen, und im Advent gehen Aufträge verloren. Wir wünschen uns einen Weg, "
    "der zu uns passt und den auch unsere Heimarbeiterinnen gern nutzen.",
    "sectors": ["film", "design"], "ways": ["site"], "score": "4", "mail": "helm",
}  # fmt: skip

PROGRAMMES = Table(
    "programmes",
    caption=_("Programmes"),
    columns=[
        Column("slug", _("Short name"), sort="slug", priority=2),
        Column("name", _("Name"), sort="name", place="main", link=lambda row: f"#{row.slug}"),
        Column("brand_colour", _("Brand colour"), place="sub"),
        Column("is_fictional", _("Fictional data"), place="status", sort="is_fictional"),
        Column("created_at", _("Since"), sort="created_at", priority=1),
    ],
    search=["name", "slug"],
    order="slug",
    empty=(_("No programme yet."), _("The first one is made by “scharnier setup”.")),
)


@login_not_required
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponseBase:
    brand, spark = BRANDS[int(request.GET.get("brand", "0")) % len(BRANDS)] if request.GET.get("brand", "0").isdecimal() else BRANDS[0]
    request.programme = Programme(name="Cross Innovation", brand_colour=brand, spark_colour=spark, funding_notice="")
    form = ExampleForm(request.POST, request.FILES) if request.method == "POST" else ExampleForm()
    context = samples() | {
        "form": form,
        "refused": str(ExampleForm(EXAMPLE, auto_id="refused_%s")),
        "theme_checks": theme.of(brand, spark).checks,
        "brands": BRANDS,
        "layouts": LAYOUTS,
        "theme_url": theme_address(brand, spark),
        "public_nav": NAVIGATION,
    }
    return PROGRAMMES.respond(request, Programme.objects.all(), "web/patterns/book.html", context)


@login_not_required
@require_safe
def layout(request: HttpRequest, layout: str) -> HttpResponse:
    if layout not in LAYOUTS:
        raise Http404
    context = samples() | {"public_nav": NAVIGATION, "rail": RAIL, "tabbar": RAIL[0]["entries"], "area": "Aufruf 2027", "form": ExampleForm()}
    return page(request, f"web/patterns/{layout}.html", context)


NAVIGATION = [
    {"label": _("Call"), "url": "#", "current": True},
    {"label": _("Course"), "url": "#", "current": False},
    {"label": _("Questions"), "url": "#", "current": False},
    {"label": _("Blueprints"), "url": "#", "current": False},
    {"label": _("Sign in"), "url": "#", "current": False},
]
RAIL = [
    {"label": "Aufruf 2027", "entries": [
        {"label": _("Today"), "url": "#", "icon": "list-checks", "count": 3, "current": True},
        {"label": _("Applications"), "url": "#", "icon": "file-text", "count": 58, "current": False},
        {"label": _("Teams"), "url": "#", "icon": "users", "count": 12, "current": False},
        {"label": _("Jury day"), "url": "#", "icon": "gavel", "count": 0, "current": False},
        {"label": _("Report"), "url": "#", "icon": "chart-column", "count": 0, "current": False},
    ]},
    {"label": _("Administration"), "entries": [
        {"label": _("Forms"), "url": "#", "icon": "settings", "count": 0, "current": False},
        {"label": _("People and roles"), "url": "#", "icon": "user", "count": 0, "current": False},
    ]},
]  # fmt: skip


def samples() -> dict:
    """One of each: what the components of the pattern book show."""
    now = clock.now()
    return {
        "now": now,
        "today": clock.today(),
        "earlier": [now - dt.timedelta(**ago) for ago in ({"seconds": 20}, {"minutes": 7}, {"hours": 3}, {"days": 1, "hours": 2}, {"days": 5}, {"days": 40})],
        "colours": COLOURS,
        "text": TEXT,
        "tasks": [
            {"label": _("Your firm"), "url": "#", "status": _("Done"), "state": "done"},
            {"label": _("Your challenge"), "url": "#", "status": _("In progress"), "state": "now", "current": True},
            {"label": _("Consents"), "url": "#", "status": _("Still open"), "state": "open"},
            {"label": _("Jury day"), "status": "28. April", "state": "open"},
        ],
        "answers": [
            {"label": _("Name"), "value": "Drechslerei Helm", "url": "#"},
            {"label": _("Telephone"), "value": "", "url": "#"},
            {"label": _("Description"), "value": EXAMPLE["what"], "url": "#"},
        ],
        "steps": [
            {"when": dt.date(2027, 2, 1), "label": _("The call is open"), "text": _("Both sides apply online."), "state": "done"},
            {"when": dt.datetime(2027, 3, 15, 22, 59, tzinfo=dt.UTC), "label": _("Deadline"), "text": _("Drafts stay saved."), "state": "now"},
            {"when": dt.date(2027, 4, 28), "label": _("Jury day"), "text": "Annaberg-Buchholz", "state": "later"},
            {"when": dt.date(2027, 5, 10), "label": _("Teams begin"), "text": "", "state": "later"},
            {"when": dt.date(2027, 9, 16), "label": _("Half-time"), "text": "", "state": "later"},
            {"when": dt.date(2027, 11, 26), "label": _("Final"), "text": "", "state": "later"},
        ],
        "entries": [
            SimpleNamespace(at=now, actor="Olu", verb="legal_page.changed", subject_name="Impressum"),
            SimpleNamespace(at=now, actor=None, verb="barrier.reported", subject_name="B-014"),
        ],
        "people": ["Mira Lohse", "Paul Drechsel", "Jana Wolf"],
        "mail": {"subject": "Ihre Bewerbung B-014", "body": "Guten Tag,\n\nIhre Bewerbung ist eingegangen."},
        "paged": Paginator(range(60), 25).page(2),
    }  # fmt: skip


TEXT = """Ein Absatz mit **Nachdruck**, *Betonung* und einem [Verweis](https://example.org/).

## Was wir brauchen

- Papier
- Zeit

1. Erstens
2. Zweitens

> Ein Zitat.

| Posten | Betrag |
| --- | --- |
| Holz | 120 € |

<script>alert("nein")</script>
"""
