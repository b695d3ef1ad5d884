from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scharnier.stages.jury import ordering

orders = st.integers(1, 7).flatmap(
    lambda n: st.lists(st.frozensets(st.integers(0, 3), max_size=3), min_size=n, max_size=n)
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(orders)
def test_the_order_of_pitches_is_never_worse_and_loses_nobody(sets):
    biased = dict(enumerate(sets))
    cases = list(biased)

    order = ordering.fewest_changes(cases, biased)

    assert sorted(order) == cases
    assert ordering.changes(order, biased) <= ordering.changes(cases, biased)


def test_cases_with_the_same_biased_juror_stand_together():
    biased = {1: frozenset({7}), 2: frozenset(), 3: frozenset({7})}

    order = ordering.fewest_changes([1, 2, 3], biased)

    assert ordering.changes(order, biased) == 2
