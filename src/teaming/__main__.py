"""The command line: ``python -m teaming solve | check | explain | reviewers``.

Answers go to files, one JSON line to standard output, progress and errors to standard error. Exit status 0: done;
1: ``check`` found a broken rule; 2: the input cannot be used or nothing is possible, and standard error says why.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Any, TextIO

import teaming
from teaming.files import refuse_unwritable, write_json
from teaming.formation import measured

BAR = 30


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except teaming.TeamingError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="teaming", description="Form teams, check and explain them.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    command = _command(commands, "solve", solve, "form teams and write them to a file")
    command.add_argument("instance")
    command.add_argument("--out", required=True)
    command.add_argument("--effort", choices=("fast", "normal", "proof"), default="normal")
    command.add_argument("--seconds", type=_positive, help="stop then and write the best so far")
    command.add_argument(
        "--fairest", action="store_true", help="the smallest value first, then the sum"
    )
    command.add_argument(
        "--previous", metavar="ANSWER0", help="change as little of this answer as is worth it"
    )
    command.add_argument("--seed", type=int, default=1)
    command = _command(commands, "check", check, "look for broken rules and score an answer")
    command.add_argument("instance")
    command.add_argument("answer")
    command.add_argument("--previous", metavar="ANSWER0")
    command = _command(commands, "explain", explain, "say why a team is as it is")
    command.add_argument("instance")
    command.add_argument("answer")
    command.add_argument("--company", type=int, required=True, metavar="C")
    command.add_argument(
        "--why-not", type=int, metavar="I", help="say why this creative is not in the team"
    )
    command = _command(commands, "reviewers", reviewers, "assign reviewers to cases")
    command.add_argument(
        "input", help="an .npz file with affinity and perhaps conflicts, cases x reviewers"
    )
    command.add_argument("--per-case", type=int, required=True, metavar="K")
    command.add_argument("--load-max", type=int, required=True, metavar="L")
    command.add_argument("--load-min", type=int, default=0, metavar="l")
    command.add_argument(
        "--fairest", action="store_true", help="the worst-off case first, then the sum"
    )
    command.add_argument("--out", required=True)
    return top


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def _positive(text: str) -> float:
    number = float(text)
    if not number > 0:
        raise ValueError
    return number


def solve(options: argparse.Namespace) -> int:
    """Form teams; prints ``objective``, ``bound``, ``gap``, ``proven`` and ``seconds``, and to people what fairness costs."""
    start = monotonic()
    refuse_unwritable(options.out)
    problem = teaming.read_problem(options.instance)
    solver = import_module("teaming.solver")
    watching: dict[str, Any] = {"effort": options.effort, "seed": options.seed}
    if options.seconds is not None:
        watching["stop"] = lambda: monotonic() - start > options.seconds
    if sys.stderr.isatty():
        watching["progress"] = Bar(sys.stderr)
    if options.previous is None:
        formation = solver.form_teams(problem, fairest=options.fairest, **watching)
    elif options.fairest:
        message = "--fairest and --previous do not go together"
        raise teaming.InvalidOption(message)
    else:
        previous = measured(problem, teaming.read_answer(options.previous, problem))
        formation = solver.reform(problem, previous, **watching)
    teaming.write_answer(options.out, formation.teams)
    if options.fairest:
        print(
            f"smallest value {formation.smallest} of at most {formation.smallest_bound};"
            f" fairness costs {formation.fairness_price} points",
            file=sys.stderr,
        )
    line = {name: getattr(formation, name) for name in ("objective", "bound", "gap", "proven")}
    print(json.dumps(line | {"seconds": round(monotonic() - start, 3)}))
    return 0


def check(options: argparse.Namespace) -> int:
    """Score an answer; the exit status is 1 if it breaks a rule."""
    problem = teaming.read_problem(options.instance)
    answer = teaming.read_answer(options.answer, problem)
    previous = teaming.read_answer(options.previous, problem) if options.previous else None
    report = teaming.check(problem, answer, previous)
    print(json.dumps(asdict(report)))
    return 1 if report.faults else 0


def explain(options: argparse.Namespace) -> int:
    """Say what a team is worth and who brings what, or why somebody is not in it."""
    problem = teaming.read_problem(options.instance)
    formation = measured(problem, teaming.read_answer(options.answer, problem))
    if options.why_not is None:
        found: Any = teaming.explain(problem, formation, options.company)
    else:
        found = teaming.why_not(problem, formation, options.company, options.why_not)
    print(json.dumps(_plain(found)))
    return 0


def _plain(found: Any) -> Any:
    """Return an explanation with its named parts as objects."""
    document = asdict(found)
    if "parts" in document:
        document["parts"] = found.parts._asdict()
    return document


def reviewers(options: argparse.Namespace) -> int:
    """Assign reviewers; prints what is proven and writes the assignment too."""
    start = monotonic()
    refuse_unwritable(options.out)
    tables = import_module("teaming.solver.tables").read_tables(options.input)
    found = import_module("teaming.solver").assign_reviewers(
        tables["affinity"],
        per_case=options.per_case,
        load_min=options.load_min,
        load_max=options.load_max,
        conflicts=tables.get("conflicts"),
        fairest=options.fairest,
        progress=Bar(sys.stderr) if sys.stderr.isatty() else None,
    )
    line = {
        name: getattr(found, name) for name in ("objective", "min_case_score", "bound", "proven")
    }
    write_json(Path(options.out), {"assignment": found.assignment} | line)
    print(json.dumps(line | {"seconds": round(monotonic() - start, 3)}))
    return 0


class Bar:
    """A progress bar on a terminal, one line that is written over."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    def __call__(self, progress: Any) -> None:
        """Draw where the search is."""
        filled = BAR * progress.done // max(1, progress.total)
        points = "" if progress.objective is None else f" {progress.objective}"
        bound = "" if progress.bound is None else f" of at most {progress.bound}"
        bar = "#" * filled + "." * (BAR - filled)
        end = "\n" if progress.done >= progress.total else ""
        print(
            f"\r{progress.step:10}[{bar}]{points}{bound}\x1b[K",
            end=end,
            file=self._terminal,
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
