"""Make the pictures of the guides from the demo, in German and English.

usage: python tools/screens.py [--base http://localhost:8000] [NAME …]

Without ``--base`` it plays the demo into a throw-away folder, serves it and stops it again.
The pictures lie in ``docs/guides/screens/de`` and ``…/en`` as small WebP files; names after
the options renew only those. Needs Chromium (``CHROMIUM`` names it) like the journeys.
"""

import argparse
import io
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from scharnier.desk.demo.personas import ADDRESSES

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "guides" / "screens"
PORT = 8239
DESK, PHONE = (1120, 760), (390, 780)


@dataclass(frozen=True)
class Picture:
    """A page, as whom, and the links that lead there; the window is what is kept of it."""

    name: str
    who: str
    path: str
    links: tuple[str, ...] = ()
    size: tuple[int, int] = DESK
    scroll_to: str = ""


PROJECT = "main a[href^='/projekte/']:not([href*='/belege/'])"
RANKING = "a[href*='/rangliste/']"
OLDEST_DAY = "table tbody tr:last-child a.name"
CALL = "main a[href^='/aufrufe/']"
PICTURES = [
    Picture("call", "", "/", (CALL,)),
    Picture("does-it-fit", "", "/", (CALL, "a[href$='/organisation/']"), PHONE),
    Picture("library", "", "/blaupausen/"),
    Picture("blueprint", "", "/blaupausen/", ("#found .card a",)),
    Picture("lead-today", "lead", "/heute/"),
    Picture("round", "lead", "/durchgaenge/", ("main ul li:last-child a",)),
    Picture("call-parts", "lead", "/aufrufe/verwaltung/", ("table a.name",), scroll_to="main h2"),
    Picture(
        "check-editor", "lead", "/aufrufe/verwaltung/", ("table a.name", "a[href$='/vorabcheck/']")
    ),
    Picture("import", "lead", "/bewerbungen/", ("a[href*='/einlesen/']",)),
    Picture("ask-back", "lead", "/bewerbungen/", ("table a.name", "a[href$='/rueckfrage/']")),
    Picture("ranking", "lead", "/sichtung/", ("main .card:last-child a", RANKING), (1120, 1000)),
    Picture("outbox", "lead", "/postausgang/"),
    Picture("board", "agent", "/teams/", ("main .card a[href*='/brett/']",), (1280, 860)),
    Picture("at-the-door", "agent", "/veranstaltungen/verwaltung/1/anwesenheit/", (), PHONE),
    Picture("check-in", "agent", "/projekte/"),
    Picture("review", "reviewer", "/sichtung/meine/", ("table a.name",)),
    Picture("points", "juror", "/jury/", (OLDEST_DAY, "a[href*='/platz/']"), PHONE),
    Picture("vouchers", "treasurer", "/projekte/belege/"),
    Picture("voucher", "treasurer", "/projekte/belege/?view=to_check", ("table a.name",)),
    Picture("observer-today", "observer", "/heute/"),
    Picture("my-application", "firm", "/heute/", ("main a[href^='/bewerbungen/']",)),
    Picture("my-team", "firm", "/heute/", ("main a[href^='/teams/']",), PHONE),
    Picture("canvas", "creative", "/heute/", ("main a[href^='/fragestellungen/']",)),
    Picture("project", "creative", "/heute/", (PROJECT,), PHONE),
]


@contextmanager
def demo() -> Iterator[str]:
    """A demo of its own in a throw-away folder."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).parent / "scharnier"), "demo", "--port", str(PORT)]
        environment = {**os.environ, "SCHARNIER_DATA_DIR": folder}
        server = subprocess.Popen(command, env=environment, start_new_session=True)
        try:
            _wait_for(server)
            yield f"http://localhost:{PORT}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def _wait_for(server: subprocess.Popen) -> None:
    while server.poll() is None:
        try:
            socket.create_connection(("localhost", PORT)).close()
        except OSError:
            time.sleep(1)
        else:
            return
    raise SystemExit("The demo ended before it answered.")


def walk(page: Page, base: str, picture: Picture) -> None:
    page.set_viewport_size({"width": picture.size[0], "height": picture.size[1]})
    page.goto(base + picture.path)
    for link in picture.links:
        address = page.locator(link).first.get_attribute("href") or ""
        page.goto(base + address if address.startswith("/") else address)
    if picture.scroll_to:
        page.locator(picture.scroll_to).first.scroll_into_view_if_needed()
    page.wait_for_function("document.fonts.status === 'loaded'")


def keep(shot: bytes, to: Path) -> int:
    to.parent.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(shot)).convert("RGB").save(to, "WEBP", quality=72, method=6)
    return to.stat().st_size


def make(browser: Browser, base: str, language: str, chosen: list[Picture]) -> int:
    total = 0
    for who in dict.fromkeys(picture.who for picture in chosen):
        context = browser.new_context(
            locale=language, color_scheme="light", reduced_motion="reduce"
        )
        page = context.new_page()
        if who:
            page.goto(f"{base}/demo/")
            page.locator(f'form:has(input[value="{ADDRESSES[who]}"]) button').click()
        for picture in (one for one in chosen if one.who == who):
            walk(page, base, picture)
            total += keep(page.screenshot(), TARGET / language / f"{picture.name}.webp")
            print(language, picture.name, page.title(), flush=True)
        context.close()
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", help="a demo that runs already")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    chosen = [one for one in PICTURES if not options.names or one.name in options.names]
    running = nullcontext(options.base.rstrip("/")) if options.base else demo()
    with running as base, sync_playwright() as play:
        for language in ("de", "en"):
            browser = play.chromium.launch(
                executable_path=os.environ.get("CHROMIUM") or None,
                args=["--no-sandbox", f"--lang={language}"],
            )
            print(make(browser, base, language, chosen), "bytes")
            browser.close()


if __name__ == "__main__":
    main()
