"""The command line, in the form that others call it."""

import gzip
import io
import json
import re
from dataclasses import replace

import numpy as np
import pytest

from teaming import check, read_answer
from teaming.__main__ import main
from tests.teaming.problems import random_problem

LINE = ["objective", "bound", "gap", "proven", "seconds"]


@pytest.fixture
def instance(tmp_path):
    path = tmp_path / "instance.json.gz"
    path.write_bytes(gzip.compress(json.dumps(random_problem(1).to_dict()).encode()))
    return str(path)


def test_solve_check_and_explain_work_together(instance, tmp_path, capsys):
    answer = str(tmp_path / "answer.json")

    assert main(["solve", instance, "--out", answer, "--effort", "fast", "--seconds", "20"]) == 0
    solved = json.loads(capsys.readouterr().out)
    assert main(["check", instance, answer]) == 0
    checked = json.loads(capsys.readouterr().out)
    assert main(["explain", instance, answer, "--company", "0"]) == 0
    explained = json.loads(capsys.readouterr().out)
    assert main(["explain", instance, answer, "--company", "0", "--why-not", "1"]) == 0
    capsys.readouterr()

    assert list(solved) == LINE
    assert checked["objective"] == solved["objective"]
    assert explained["company"] == 0


def test_an_answer_can_be_reformed_and_made_fair(instance, tmp_path, capsys):
    first, second = str(tmp_path / "first.json"), str(tmp_path / "second.json")
    main(["solve", instance, "--out", first, "--fairest"])
    fair = capsys.readouterr()

    assert main(["solve", instance, "--out", second, "--previous", first]) == 0
    assert list(json.loads(fair.out)) == LINE
    assert re.fullmatch(
        r"smallest value (-?\d+) of at most \1; fairness costs \d+ points\n", fair.err
    )
    assert main(["check", instance, second, "--previous", first]) == 0


def test_who_has_no_time_gets_the_best_so_far(tmp_path, capsys):
    problem, path, answer = (
        random_problem(21, 8, 14),
        tmp_path / "in.json",
        str(tmp_path / "o.json"),
    )
    path.write_text(json.dumps(problem.to_dict()))

    assert main(["solve", str(path), "--out", answer, "--seconds", "0.000001"]) == 0

    stopped = json.loads(capsys.readouterr().out)
    assert stopped["objective"] == check(problem, read_answer(answer, problem)).objective
    assert check(problem, read_answer(answer, problem)).faults == ()
    assert (stopped["proven"], stopped["objective"] < stopped["bound"]) == (False, True)


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "soon"])
def test_nonsense_seconds_are_refused(instance, tmp_path, seconds, capsys):
    with pytest.raises(SystemExit) as refusal:
        main(["solve", instance, "--out", str(tmp_path / "o.json"), "--seconds", seconds])

    assert refusal.value.code == 2
    assert "--seconds" in capsys.readouterr().err


def test_a_terminal_sees_one_line_that_grows(instance, tmp_path, monkeypatch, capsys):
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", terminal)

    main(["solve", instance, "--out", str(tmp_path / "o.json")])

    drawn = terminal.getvalue().split("\r")[1:]
    assert drawn[0].startswith(f"reading   [{'#' * 30}]")
    assert drawn[-1].startswith("proving   [")
    assert list(json.loads(capsys.readouterr().out)) == LINE


def test_previous_and_fairest_together_are_refused(instance, tmp_path, capsys):
    out = str(tmp_path / "o.json")
    main(["solve", instance, "--out", out])

    assert main(["solve", instance, "--out", out, "--previous", out, "--fairest"]) == 2
    assert capsys.readouterr().err == (
        "InvalidOption: --fairest and --previous do not go together\n"
    )


def test_an_answer_that_breaks_a_rule_exits_with_one(instance, tmp_path):
    answer = tmp_path / "answer.json"
    answer.write_text(json.dumps({"teams": [[0, [0, 1, 2, 3, 4, 5]]]}))

    assert main(["check", instance, str(answer)]) == 1


def test_reviewers_are_assigned_and_written(tmp_path, capsys):
    tables, out = str(tmp_path / "tables.npz"), tmp_path / "out.json"
    np.savez_compressed(
        tables, affinity=np.float32([[0.9, 0.8], [0.7, 0.1]]), conflicts=np.zeros((2, 2), bool)
    )

    assert (
        main(
            [
                "reviewers",
                tables,
                "--per-case",
                "1",
                "--load-max",
                "1",
                "--fairest",
                "--out",
                str(out),
            ]
        )
        == 0
    )

    written = json.loads(out.read_text())
    assert list(written) == ["assignment", "objective", "min_case_score", "bound", "proven"]
    assert written["assignment"] == [[1], [0]]
    assert json.loads(capsys.readouterr().out)["proven"] is True


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04junk", b"{}"])
def test_tables_that_cannot_be_read_exit_with_two(tmp_path, content, capsys):
    path = tmp_path / "tables.npz"
    path.write_bytes(content)

    assert (
        main(
            [
                "reviewers",
                str(path),
                "--per-case",
                "1",
                "--load-max",
                "1",
                "--out",
                str(tmp_path / "o"),
            ]
        )
        == 2
    )
    assert capsys.readouterr().err.startswith("UnreadableFile: ")


@pytest.mark.parametrize("out", ["nowhere/answer.json", "."])
def test_where_nothing_can_be_written_is_said_before_the_search(instance, tmp_path, out, capsys):
    there = str(tmp_path / out)

    assert main(["solve", instance, "--out", there]) == 2
    assert capsys.readouterr().err == f"UnreadableFile: {there}: cannot be written there\n"


@pytest.mark.parametrize(
    "options",
    [["--company", "3"], ["--company", "-1"], ["--company", "0", "--why-not", "6"]],
)
def test_nobody_is_explained_who_is_not_there(instance, tmp_path, options, capsys):
    answer = str(tmp_path / "answer.json")
    main(["solve", instance, "--out", answer])

    assert main(["explain", instance, answer, *options]) == 2
    assert capsys.readouterr().err.startswith("InvalidOption: ")


def test_contradictory_pins_exit_with_two_and_are_named(tmp_path, capsys):
    problem = replace(random_problem(1), pins={(0, 0)}, vetoes={(0, 0)})
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(problem.to_dict()))

    assert main(["solve", str(path), "--out", str(tmp_path / "o.json")]) == 2
    assert "company 0, creative 0" in capsys.readouterr().err


def test_a_file_that_is_not_there_exits_with_two(tmp_path, capsys):
    assert main(["solve", str(tmp_path / "none.json"), "--out", str(tmp_path / "o.json")]) == 2
    assert capsys.readouterr().err.startswith("UnreadableFile: ")
