"""Measure team formation and reviewer assignment: one row a call, appended to docs/performance/teams.md.

    python bench/teams.py M --profile rural --seed 11 [--no-peers | --warm]
    python bench/teams.py XXL --seed 11 --peer greedy --bound 1234567 --seconds 600

Rows: S, tandems, M, first (an answer within 1 % at M), L, XL, XXL, reform, jury (118 x 177), reviews (5,000 x 500).
Instances come from team_instances.py and reviewer_instances.py, answers are scored by team_check.py. The peers'
methods get the same seconds as ours took. Every time is wall clock with the processor seconds beside it: where the
processor seconds are fewer than the wall seconds of one thread, other work was on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

import numpy as np
import reviewer_instances
import team_check
import team_instances

HERE = Path(__file__).parent
TABLE = HERE.parent / "docs" / "performance" / "teams.md"
SIZES = {**team_instances.SIZES, "tandems": (30, 90), "first": (100, 400), "reform": (1_000, 4_000)}
PEERS = {
    "S": ("greedy", "annealing", "genetic", "matching", "cpsat", "highs"),
    "tandems": ("greedy", "annealing", "genetic", "matching", "cpsat", "highs"),
    "M": ("greedy", "annealing", "genetic", "matching", "cpsat", "highs"),
    "L": ("greedy", "annealing", "genetic", "matching", "cpsat", "highs"),
    "XL": ("greedy", "annealing"),
    "XXL": ("greedy", "annealing"),
}
HEAD = """| row | profile | seed | method | objective | bound | gap % | wall s | cpu s | MB | load | remarks |
|---|---|---|---|---:|---:|---:|---:|---:|---:|---:|---|
"""


def run(arguments: list[str], most: float = 900) -> dict:
    """Run a command; returns what it printed, its wall and processor seconds, and its largest memory in MB."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), monotonic()
    source = str(HERE.parent / "src")
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": source},
    )  # fmt: skip
    try:
        out, error = process.communicate(timeout=most)
    except subprocess.TimeoutExpired:
        process.kill()
        out, error = process.communicate()[0], "no answer in time"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    last = error.strip().splitlines()[-1][:60] if error.strip() else ""
    return {
        "line": json.loads(out.strip().splitlines()[-1]) if out.strip() else None, "error": last,
        "wall": monotonic() - start, "mb": after.ru_maxrss / 1024,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    }  # fmt: skip


def score(instance: dict, answer: Path, previous: dict | None = None) -> dict:
    """Score an answer by the independent checker."""
    return team_check.Scorer(instance).score(json.loads(answer.read_text()), previous)


def gap(instance: dict, objective: int, bound: int) -> str:
    """Return the gap in percent of the served scale."""
    scale = (
        instance["rules"]["floor"] * instance["rules"]["floor_slope"] * len(instance["companies"])
    )
    return f"{100 * (bound - objective) / (bound + scale):.3f}"


def note(
    row: str, options: argparse.Namespace, method: str, found: dict, **columns: object
) -> None:
    """Append one line to the table."""
    new = not TABLE.exists()
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    cells = [
        row, options.profile, options.seed, method, columns.get("objective", ""), columns.get("bound", ""),
        columns.get("gap", ""), f"{found['wall']:.1f}", f"{found['cpu']:.1f}", f"{found['mb']:.0f}",
        f"{os.getloadavg()[0]:.1f}", columns.get("remarks", ""),
    ]  # fmt: skip
    line = "| " + " | ".join(str(cell) for cell in cells) + " |"
    with TABLE.open("a", encoding="utf-8") as table:
        table.write((HEAD if new else "") + line + "\n")
    print(line, flush=True)


def make(options: argparse.Namespace, row: str) -> dict:
    """Return the instance of a row."""
    instance = team_instances.generate(*SIZES[row], options.seed, options.profile)
    if row == "tandems":
        team_instances.make_tandem(instance)
    return instance


def remarks(result: dict, line: dict | None = None) -> str:
    """Say in a few words what the checker found."""
    words = ["proven"] if line and line["proven"] else []
    words += [f"{len(result['faults'])} broken rules"] if result["faults"] else []
    words += [f"{result['needlessly_left_out']} left out"] if result["needlessly_left_out"] else []
    return ", ".join(
        [*words, f"{result['unserved']} without a team" if result["unserved"] else ""]
    ).strip(", ")


def form(options: argparse.Namespace, folder: Path) -> None:
    """Measure ours and the peers on one instance."""
    row, path = options.row, folder / "instance.json"
    instance = make(options, row)
    team_instances.save(instance, str(path))
    command = [str(HERE / "teams_warm.py")] if options.warm else ["-m", "teaming", "solve"]
    ours = [*command, str(path), "--out", str(folder / "ours.json")]
    ours += ["--effort", options.effort] if options.effort else []
    found = run(ours, options.patience)
    if found["line"] is None:
        note(row, options, "ours", found, remarks=found["error"] or "no answer")
        return
    if options.warm:
        found |= {"wall": found["line"]["seconds"], "cpu": found["line"]["cpu"]}
    bound = found["line"]["bound"]
    result = score(instance, folder / "ours.json")
    objective = result["objective"]
    method = " ".join(filter(None, ("ours", options.effort, options.warm and "warm")))
    note(row, options, method, found, objective=objective, bound=bound,
         gap=gap(instance, objective, bound), remarks=remarks(result, found["line"]))  # fmt: skip
    seconds = max(1.0, found["line"]["seconds"])
    for method in PEERS.get(row, ()) if options.peers and not options.warm else ():
        peer(options, instance, folder, method, bound, seconds, min(600.0, 2 * seconds + 30))


def peer(
    options: argparse.Namespace, instance: dict, folder: Path, method: str, bound: int,
    seconds: float, most: float,
) -> None:  # fmt: skip
    """Measure one peer's method on an instance that lies in the folder."""
    row, path, answer = options.row, folder / "instance.json", folder / f"{method}.json"
    theirs = run([str(HERE / "teams_peers.py"), method, str(path), "--seconds", str(seconds), "--out", str(answer)],
                 most)  # fmt: skip
    if answer.exists():
        result = score(instance, answer)
        note(row, options, method, theirs, objective=result["objective"],
             gap=gap(instance, result["objective"], bound), remarks=remarks(result))  # fmt: skip
    else:
        note(row, options, method, theirs, remarks=theirs["error"] or "no answer")


def only_peer(options: argparse.Namespace, folder: Path) -> None:
    """Measure one peer's method beside a bound of an earlier row, where both together would take too long."""
    instance = make(options, options.row)
    team_instances.save(instance, str(folder / "instance.json"))
    peer(options, instance, folder, options.peer, options.bound, options.seconds, options.patience)


def reform(options: argparse.Namespace, folder: Path) -> None:
    """Measure a change: 2 % of those placed drop out, and the round is formed again from the old answer."""
    path, old, new = folder / "instance.json", folder / "old.json", folder / "new.json"
    instance = make(options, "reform")
    team_instances.save(instance, str(path))
    run(["-m", "teaming", "solve", str(path), "--out", str(old)])
    previous = json.loads(old.read_text())
    pinned = {i for _, i in instance["pins"]}
    placed = sorted({i for _, team in previous["teams"] for i in team} - pinned)
    gone = set(
        np.random.default_rng(options.seed)
        .choice(placed, len(placed) // 50, replace=False)
        .tolist()
    )
    for i in gone:
        instance["creatives"][i]["hours"] = 0
    team_instances.save(instance, str(path))
    scratch = run(["-m", "teaming", "solve", str(path), "--out", str(folder / "scratch.json")])
    fresh = score(instance, folder / "scratch.json", previous)
    found = run(["-m", "teaming", "solve", str(path), "--previous", str(old), "--out", str(new)])
    result = score(instance, new, previous)
    keep = instance["rules"]["keep_unit"]
    before, after = (dict(map(tuple, json.loads(p.read_text())["teams"])) for p in (old, new))
    untouched = sum(after.get(c) != team for c, team in before.items() if not gone & set(team))
    for method, each, scored in (("from scratch", scratch, fresh), ("ours", found, result)):
        points = scored["objective"] - keep * scored["kept"]
        note("reform", options, method, each, objective=points,
             remarks=f"{scored['changed']} pairs changed" + (f", {untouched} untouched teams changed, {len(gone)} gone"
                                                           if method == "ours" else ""))  # fmt: skip
    limit = run(
        [str(HERE / "teams_least_change.py"), str(path), str(old), str(folder / "scratch.json")]
    )
    note("reform", options, "at most 15 changed", limit, bound=limit["line"]["bound"],
         remarks="no answer that changes at most 15 untouched teams is worth more")  # fmt: skip


def review(options: argparse.Namespace, folder: Path) -> None:
    """Measure the assignment of reviewers."""
    cases, people, fairest = (118, 177, True) if options.row == "jury" else (5_000, 500, False)
    path = folder / "tables.npz"
    np.savez_compressed(path, **reviewer_instances.generate(cases, people, options.seed))
    load = "4" if options.row == "jury" else "33"
    found = run(["-m", "teaming", "reviewers", str(path), "--per-case", "3", "--load-max", load, "--out",
                 str(folder / "out.json"), *(["--fairest"] if fairest else [])])  # fmt: skip
    line = found["line"]
    note(options.row, options, "ours", found, objective=line["objective"], bound=line["bound"],
         gap=f"{100 * (line['bound'] - line['objective']) / line['bound']:.3f}",
         remarks=f"{'proven, ' if line['proven'] else ''}smallest case {line['min_case_score']}")  # fmt: skip


def main() -> None:
    """Measure one row."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("row", choices=[*SIZES, "jury", "reviews"])
    parser.add_argument("--profile", choices=list(team_instances.PROFILES), default="base")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--effort", choices=("fast", "normal", "proof"))
    parser.add_argument(
        "--patience", type=float, default=900, help="seconds to wait for ours on a busy machine"
    )
    parser.add_argument(
        "--warm", action="store_true", help="the second time in one process, without peers"
    )
    parser.add_argument("--no-peers", dest="peers", action="store_false")
    parser.add_argument("--peer", choices=PEERS["M"], help="this method alone, beside --bound")
    parser.add_argument("--bound", type=int, help="the bound of ours in an earlier row")
    parser.add_argument("--seconds", type=float, default=600, help="for --peer")
    options = parser.parse_args()
    if (options.peer is None) != (options.bound is None):
        parser.error("--peer and --bound go together")
    if options.row == "first":
        options.effort = "fast"
    with tempfile.TemporaryDirectory() as folder:
        measure = {"reform": reform, "jury": review, "reviews": review}.get(options.row, form)
        measure = only_peer if options.peer else measure
        measure(options, Path(folder))


if __name__ == "__main__":
    main()
