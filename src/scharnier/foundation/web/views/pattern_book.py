"""/muster/: every component in every state. For engineers to copy, for axe to walk through."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_safe

from scharnier.foundation.programmes.models import Programme
from scharnier.foundation.web import theme
from scharnier.foundation.web.look import theme_address
from scharnier.foundation.web.pages import page
from scharnier.foundation.web.tables import Column, Table
from scharnier.foundation.web.views.pattern_samples import (
    EXAMPLE,
    NAVIGATION,
    RAIL,
    ExampleForm,
    samples,
)

LAYOUTS = ("public", "applicant", "workspace", "jury", "stage", "plain", "call")
BRANDS = (
    ("#1d3fc0", "#ffbf2e"),
    ("#c2185b", "#ffd400"),
    ("#2e7d32", "#ffbf2e"),
    ("#ffff00", "#111111"),
)
PROGRAMMES = Table(
    "programmes",
    caption="Programme",
    columns=[
        Column("slug", "Kürzel", sort="slug", priority=2),
        Column("name", "Name", sort="name", place="main", link=lambda row: f"#{row.slug}"),
        Column("brand_colour", "Farbe", place="sub"),
        Column("is_fictional", "Erfundene Daten", place="status", sort="is_fictional"),
        Column("created_at", "Seit", sort="created_at", priority=1),
    ],
    search=["name", "slug"],
    order="slug",
    empty=("Noch kein Programm.", "Das erste legt „scharnier setup“ an."),
)


@login_not_required
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponseBase:
    brand, spark = (
        BRANDS[int(request.GET.get("brand", "0")) % len(BRANDS)]
        if request.GET.get("brand", "0").isdecimal()
        else BRANDS[0]
    )
    request.programme = Programme(
        name="Cross Innovation", brand_colour=brand, spark_colour=spark, funding_notice=""
    )
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
    context = samples() | {
        "public_nav": NAVIGATION,
        "rail": RAIL,
        "tabbar": RAIL[0]["entries"],
        "area": "Aufruf 2027",
        "form": ExampleForm(),
    }
    return page(request, f"web/patterns/{layout}.html", context)
