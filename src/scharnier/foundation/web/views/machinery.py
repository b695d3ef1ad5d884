"""What browsers, search engines and supervisors ask for."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from scharnier.foundation.web import sitemap as addresses
from scharnier.foundation.web import theme

A_YEAR = 60 * 60 * 24 * 365


@login_not_required
@require_safe
def theme_css(request: HttpRequest, brand: str, spark: str, content_hash: str) -> HttpResponse:
    """An association's colours; the address changes with the content, so it never expires."""
    if not (theme.is_colour(brand) and theme.is_colour(spark)):
        raise Http404
    brand, spark = theme.normal(brand), theme.normal(spark)
    if content_hash != theme.content_hash(brand, spark):
        raise Http404
    response = HttpResponse(theme.css(brand, spark), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


@login_not_required
@require_safe
@cache_control(max_age=86400, public=True)
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("web/img/logo-mark.svg"))


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages may be found; everything behind a sign-in or a personal link may not."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in addresses.PRIVATE)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('web:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    found = [request.build_absolute_uri(address) for address in addresses.public()]
    return HttpResponse(addresses.as_xml(found), content_type="application/xml; charset=utf-8")


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives. Asks nobody else."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and has the shape this code expects."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return _not_ready("the database does not answer")
    if waiting:
        return _not_ready(f"{len(waiting)} migrations wait")
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


def _not_ready(reason: str) -> HttpResponse:
    return HttpResponse(
        f"{reason}\n", status=503, content_type="text/plain", headers={"Cache-Control": "no-store"}
    )
