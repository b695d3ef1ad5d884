"""Readers of other people's files: whatever is in them, they answer or refuse, and say why."""

import gzip
import json
from contextlib import suppress
from copy import deepcopy
from io import BytesIO

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teaming import (
    InvalidAnswer,
    InvalidProblem,
    Problem,
    TeamingError,
    UnreadableFile,
    read_answer,
    read_problem,
    write_answer,
)  # fmt: skip
from teaming.solver.tables import read_tables
from tests.teaming.problems import random_problem

PROBLEM = random_problem(1)
DOCUMENT = json.loads(json.dumps(PROBLEM.to_dict()))


def saved(**tables):
    file = BytesIO()
    np.savez(file, **tables)
    return file.getvalue()


TABLES = saved(affinity=np.eye(3), conflicts=np.zeros((3, 3), bool))
few = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

nonsense = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.floats(), st.text(max_size=5),
    st.lists(st.integers(-5, 5), max_size=4), st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)  # fmt: skip


def places(document, path=()):
    """Return the path of every value in a document."""
    inside = document.items() if isinstance(document, dict) else enumerate(document)
    found = []
    for key, each in inside:
        found.append((*path, key))
        if isinstance(each, dict | list):
            found += places(each, (*path, key))
    return found


PLACES = places(DOCUMENT)


def replaced(document, path, value):
    document = deepcopy(document)
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return document


def test_a_problem_and_an_answer_survive_the_way_through_a_file(tmp_path):
    path = tmp_path / "problem.json.gz"
    path.write_bytes(gzip.compress(json.dumps(DOCUMENT).encode()))
    write_answer(tmp_path / "answer.json.gz", ((0, (1, 2)), (2, (0,))))

    assert read_problem(path) == PROBLEM
    assert read_answer(tmp_path / "answer.json.gz", PROBLEM) == ((0, (1, 2)), (2, (0,)))


def test_a_file_with_a_best_answer_is_a_problem_too(tmp_path):
    path = tmp_path / "best.json"
    path.write_text(json.dumps({"instance": DOCUMENT, "best": {"objective": 1}}))

    assert read_problem(path) == PROBLEM


@few
@given(st.sampled_from(PLACES), nonsense)
def test_any_value_replaced_by_anything_is_a_problem_or_is_refused(path, value):
    document = replaced(DOCUMENT, path, value)

    with suppress(TeamingError):
        problem = Problem.from_dict(document)
        assert Problem.from_dict(problem.to_dict()) == problem


@few
@given(st.binary(max_size=60))
def test_any_bytes_are_refused_with_a_reason(tmp_path, junk):
    path = tmp_path / "junk.json"
    path.write_bytes(junk)

    with pytest.raises(TeamingError):
        read_problem(path)


@few
@given(st.one_of(nonsense, st.lists(st.lists(st.one_of(st.integers(-1, 7), nonsense), max_size=3))))
def test_any_teams_are_an_answer_or_are_refused(tmp_path, teams):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"teams": teams}))

    with suppress(UnreadableFile, InvalidAnswer):
        answer = read_answer(path, PROBLEM)
        write_answer(path, answer)
        assert read_answer(path, PROBLEM) == answer


@few
@given(st.lists(st.tuples(st.integers(0, len(TABLES) - 1), st.integers(0, 255)), max_size=6))
def test_tables_with_any_bytes_changed_are_read_or_refused(tmp_path, changes):
    junk = bytearray(TABLES)
    for at, byte in changes:
        junk[at] = byte
    path = tmp_path / "tables.npz"
    path.write_bytes(junk)

    with suppress(UnreadableFile):
        assert "affinity" in read_tables(str(path))


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.99])
@pytest.mark.parametrize("packed", [True, False])
def test_a_file_cut_in_half_is_refused(tmp_path, packed, keep):
    text = json.dumps(DOCUMENT).encode()
    whole = gzip.compress(text) if packed else text
    path = tmp_path / "half.json.gz"
    path.write_bytes(whole[: int(keep * len(whole))])

    with pytest.raises(UnreadableFile):
        read_problem(path)


def test_a_gzip_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "bomb.json.gz"
    path.write_bytes(gzip.compress(b" " * 20_000_000))

    with pytest.raises(UnreadableFile, match="holds more than 1000000 bytes"):
        read_problem(path, most_bytes=1_000_000)


def test_deep_nesting_and_words_that_are_no_numbers_are_refused(tmp_path):
    path = tmp_path / "odd.json"
    for text in (
        "[" * 100_000,
        '{"format": NaN}',
        "1" * 5000,
        "\udcff".encode("utf-8", "surrogatepass").decode("latin-1"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(TeamingError):
            read_problem(path)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("companies", 1, "hours"), -4, "companies[1].hours: -4 is below 0"),
        (("companies", 0, "team_max"), 0, "companies[0].team_max: 0 is below 1"),
        (
            ("companies", 0, "mode"),
            "moon",
            "companies[0].mode: 'moon' is none of hybrid, onsite, remote",
        ),
        (
            ("creatives", 2, "radius"),
            float("nan"),
            "creatives[2].radius: nan is not a whole number",
        ),
        (
            ("creatives", 2, "sectors"),
            [],
            "creatives[2].sectors: 0 entries; there must be 1 to 1000",
        ),
        (("prefs", 0), [0, 99, 1, 1], "prefs[0].creative: 99 is above 5"),
        (("prefs", 0), [0, 1], "prefs[0]: [0, 1] is not a list of 4"),
        (("companies",), [], "problem.companies: 0 of them; there must be 1 to 200000"),
        (("format",), "other", "problem.format: 'other' is not 'team-instance/1'"),
        (("rules", "floor_slope"), 1.5, "rules.floor_slope: 1.5 is not a whole number"),
    ],
)
def test_a_refusal_names_the_row_and_the_number(path, value, message):
    with pytest.raises(InvalidProblem) as refusal:
        Problem.from_dict(replaced(DOCUMENT, path, value))

    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("teams", "message"),
    [
        ([[0, [99]]], "teams[0]: creative 99 is unknown: there are 6, counted from 0"),
        ([[0, [1]], [0, [2]]], "teams[1]: company 0 is listed twice"),
        ([[0]], "teams[0]: is not [company, [creative, ...]]"),
        ([[0, "12"]], "teams[0]: its members are not a list"),
        ([[True, [1]]], "teams[0]: company True is unknown: there are 3, counted from 0"),
    ],
)
def test_an_answer_that_names_what_is_not_there_is_refused(tmp_path, teams, message):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"teams": teams}))

    with pytest.raises(InvalidAnswer) as refusal:
        read_answer(path, PROBLEM)

    assert str(refusal.value) == message


def test_a_folder_that_is_not_there_is_said_when_writing(tmp_path):
    with pytest.raises(UnreadableFile, match="cannot be written"):
        write_answer(tmp_path / "nowhere" / "answer.json", ())
