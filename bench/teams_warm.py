"""Form teams twice in one process, as a worker does: the second time is what a round costs there.

    python bench/teams_warm.py INSTANCE --out ANSWER.json [--effort fast]

Prints what the command line prints, with ``seconds`` and ``cpu`` of the second time, reading included.
"""

from __future__ import annotations

import argparse
import json
from time import monotonic, process_time

import teaming
from teaming.solver import form_teams


def main() -> None:
    """Form teams twice and say how long the second time took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("instance")
    parser.add_argument("--out", required=True)
    parser.add_argument("--effort", default="normal")
    options = parser.parse_args()
    form_teams(teaming.read_problem(options.instance), effort=options.effort)
    start, before = monotonic(), process_time()
    formation = form_teams(teaming.read_problem(options.instance), effort=options.effort)
    spent = {"seconds": monotonic() - start, "cpu": process_time() - before}
    teaming.write_answer(options.out, formation.teams)
    line = {name: getattr(formation, name) for name in ("objective", "bound", "gap", "proven")}
    print(json.dumps(line | spent))


if __name__ == "__main__":
    main()
