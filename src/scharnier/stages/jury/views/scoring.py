"""A juror's seat: what to read, the case that is being heard, the points. Made for a phone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scharnier.foundation import clock
from scharnier.foundation.people.passes import pass_or_login
from scharnier.foundation.states import ScharnierError
from scharnier.foundation.web.formats import clock_time
from scharnier.foundation.web.forms.words import first_said
from scharnier.foundation.web.pages import go_to, page, refusals_told
from scharnier.stages.jury import actions, queries
from scharnier.stages.jury.forms import BiasForm, ScoreForm
from scharnier.stages.jury.models import Case, JuryDay, Score, Seat
from scharnier.stages.jury.states import JuryDayState, ScoreState
from scharnier.stages.jury.views.access import case_at_seat, seat_for
from scharnier.stages.reviews.views.criteria import criteria_with

CONFLICT = 409
at_the_seat = pass_or_login("jury", JuryDay)


@require_GET
@at_the_seat
def juror(request: HttpRequest, pk: int) -> HttpResponse:
    """First the promise of confidentiality, then the cases, the present one first."""
    seat = seat_for(request, pk)
    day = seat.jury_day
    cases = list(
        queries.visible_cases(request.user).filter(jury_day=day).order_by("position", "pk")
    )
    states = dict(Score.objects.filter(seat=seat).values_list("case", "state"))
    called = [case for case in cases if case.called_at]
    current = max(called, key=lambda case: (case.called_at, case.pk), default=None)
    context = {
        "day": day,
        "seat": seat,
        "handed_in": [state for state in states.values() if state == ScoreState.HANDED_IN],
        "rows": [{"case": case, "state": states.get(case.pk, "")} for case in cases],
        "current": current,
        "is_scored": current is not None and states.get(current.pk) == ScoreState.HANDED_IN,
        "is_open": day.state == JuryDayState.OPEN,
        "is_released": day.state == JuryDayState.RELEASED,
    }
    return page(request, "jury/juror.html", context, fragment="now")


@require_POST
@at_the_seat
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    actions.promise_confidentiality(seat_for(request, pk), by=request.user)
    return go_to(request, reverse("jury:juror", args=[pk]))


def _at_the_table(request: HttpRequest, pk: int, case: int) -> tuple[Seat, Case]:
    """The seat and the case, once the juror has promised confidentiality."""
    seat = seat_for(request, pk)
    found = case_at_seat(request, seat, case)
    _refuse_without_promise(seat)
    return seat, found


def _refuse_without_promise(seat: Seat) -> None:
    if seat.confidentiality_at is None:
        raise PermissionDenied(_("Promise confidentiality first."))


def _promise_first(request: HttpRequest, seat: Seat) -> HttpResponse:
    """To the page with the promise; it leads on to the cases."""
    messages.error(request, _("Promise confidentiality first."))
    return go_to(request, reverse("jury:juror", args=[seat.jury_day_id]))


@require_GET
@at_the_seat
def case(request: HttpRequest, pk: int, case: int) -> HttpResponse:
    seat = seat_for(request, pk)
    found = case_at_seat(request, seat, case)
    if seat.confidentiality_at is None:
        return _promise_first(request, seat)
    return page(request, "jury/case.html", _context(seat, found), fragment="form")


def _context(seat: Seat, case: Case, typed: ScoreForm | None = None) -> dict:
    """The page of a case, with what was just typed in place of what is saved."""
    given = Score.objects.filter(case=case, seat=seat).first()
    points = queries.points_of(given.sheet_id) if given else {}
    if typed:
        points |= typed.cleaned_data["points"]
    asked, highest = queries.criteria_of(seat.jury_day), case.round.jury_scale_max
    criteria = criteria_with(asked, points, highest)
    note = {"note": given.note if given else ""}
    form = typed or ScoreForm(initial=note, criteria=asked, highest=highest)
    positions = list(seat.jury_day.cases.order_by("position", "pk").values_list("pk", flat=True))
    is_open = seat.jury_day.state == JuryDayState.OPEN
    is_handed_in = given is not None and given.state == ScoreState.HANDED_IN
    is_closed = is_handed_in or not is_open
    if is_closed:
        form.fields["note"].widget.attrs["readonly"] = True
    return {
        "day": seat.jury_day,
        "case": case,
        "place": positions.index(case.pk) + 1,
        "number": len(positions),
        "criteria": criteria,
        "open": sum(one.points is None for one in criteria),
        "form": form,
        "is_handed_in": is_handed_in,
        "is_open": is_open,
        "is_closed": is_closed,
    }


@require_GET
@at_the_seat
def text(request: HttpRequest, pk: int, case: int) -> HttpResponse:
    """What the team wrote, on one page to read, also before it is called in."""
    seat = seat_for(request, pk)
    cases = queries.visible_cases(request.user).filter(jury_day=seat.jury_day_id)
    found = get_object_or_404(cases, pk=case)
    if seat.confidentiality_at is None:
        return _promise_first(request, seat)
    context = {"day": seat.jury_day, "case": found, "text": queries.text_of(found)}
    return page(request, "jury/text.html", context)


@require_POST
@at_the_seat
def save(request: HttpRequest, pk: int, case: int) -> HttpResponse:
    """Keeps what was tapped. A phone gets “Saved, 14:32”; without JavaScript the page again."""
    seat, found = _at_the_table(request, pk, case)
    form = _sent(request, seat, found)
    refusal = first_said(form) if not form.is_valid() else _save(request, seat, found, form)
    if request.headers.get("Accept", "").startswith("application/json"):
        if refusal:
            return JsonResponse({"refused": refusal}, status=CONFLICT)
        return JsonResponse({"saved": _("Saved, %(time)s") % {"time": clock_time(clock.now())}})
    if form.errors:
        return _typed_again(request, seat, found, form)
    if refusal:
        messages.error(request, refusal)
    return go_to(request, reverse("jury:case", args=[pk, found.pk]))


def _sent(request: HttpRequest, seat: Seat, case: Case) -> ScoreForm:
    return ScoreForm(
        request.POST, criteria=queries.criteria_of(seat.jury_day), highest=case.round.jury_scale_max
    )


def _save(request: HttpRequest, seat: Seat, case: Case, form: ScoreForm) -> str:
    """Writes the points of a valid form; returns why not, if something stood in the way."""
    try:
        actions.score(case, seat=seat, **form.cleaned_data, by=request.user)
    except ScharnierError as refusal:
        return str(refusal)
    return ""


def _typed_again(request: HttpRequest, seat: Seat, case: Case, form: ScoreForm) -> HttpResponse:
    """The same page with every point and word that was sent, and what to do about it."""
    return page(request, "jury/case.html", _context(seat, case, form))


@require_POST
@at_the_seat
def hand_in(request: HttpRequest, pk: int, case: int) -> HttpResponse:
    seat, found = _at_the_table(request, pk, case)
    form = _sent(request, seat, found)
    if not form.is_valid():
        return _typed_again(request, seat, found, form)
    refusal = _save(request, seat, found, form)
    if not refusal:
        try:
            actions.hand_in(found, seat=seat, by=request.user)
        except ScharnierError as error:
            refusal = str(error)
    if refusal:
        messages.error(request, refusal)
        return go_to(request, reverse("jury:case", args=[pk, found.pk]))
    messages.success(request, _("Your points for %(case)s have arrived.") % {"case": found.name})
    return go_to(request, reverse("jury:juror", args=[pk]))


@require_POST
@at_the_seat
def take_back(request: HttpRequest, pk: int, case: int) -> HttpResponse:
    seat, found = _at_the_table(request, pk, case)
    with refusals_told(request):
        actions.take_back(found, seat=seat, by=request.user)
    return go_to(request, reverse("jury:case", args=[pk, found.pk]))


@require_http_methods(["GET", "POST"])
@at_the_seat
def declare_bias(request: HttpRequest, pk: int, case: int) -> HttpResponse:
    """Also before the case is called in: whoever is biased should not read it."""
    seat = seat_for(request, pk)
    cases = queries.visible_cases(request.user).filter(jury_day=seat.jury_day_id)
    found = get_object_or_404(cases, pk=case)
    form = BiasForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_told(request):
            actions.declare_bias(found, seat=seat, **form.cleaned_data, by=request.user)
            messages.success(request, _("Thank you. You neither read nor judge this team."))
        return go_to(request, reverse("jury:juror", args=[pk]))
    context = {"day": seat.jury_day, "case": found, "form": form}
    return page(request, "jury/bias.html", context, fragment="form")
