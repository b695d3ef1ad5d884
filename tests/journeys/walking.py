"""Walking through the product: browsers on a day, mails that arrive, people who are signed in."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scharnier.foundation import clock
from scharnier.foundation.outbox import postman
from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.outbox.states import MailState
from scharnier.foundation.people.models import Person
from tests.browser import note_complaints

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
NEUTRAL = "/static/web/img/logo-mark.svg"
PATIENCE = 30_000  # milliseconds for one step in the browser
expect.set_options(timeout=PATIENCE)
LINK = re.compile(r"https?://[^/\s]+(/\S*)")


def moment(day: str) -> dt.datetime:
    """“2026-07-01 09:00” as people in Saxony mean it."""
    return dt.datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


@dataclass
class Window:
    """A browser of somebody's own with one page; forgets everything before the next one has it."""

    context: BrowserContext
    page: Page
    complaints: list[str]

    def forget(self, url: str) -> None:
        """A picture of the same origin holds no script that could write anything down again."""
        self.page.goto(f"{url}{NEUTRAL}")
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.emulate_media(color_scheme="light")
        self.page.mouse.move(0, 0)
        self.context.clear_cookies()
        self.complaints.clear()


# By address, size, language: opening a window costs more than most pages.
Spare = dict[tuple[str, bool, str], list[Window]]


@dataclass
class Walk:
    """One journey: opens browsers, hands out mails, remembers complaints."""

    chromium: Browser
    url: str
    folder: Path
    spare: Spare
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    @contextmanager
    def browser(
        self,
        *,
        on: str,
        person: Person | str | None = None,
        phone: bool = False,
        locale: str = "en-GB",
        scripts: bool = True,
    ) -> Iterator[Page]:
        """A fresh browser on that day, at that hour; with ``person`` already signed in."""
        kept = self.spare.setdefault((self.url, phone, locale), []) if scripts else []
        window = kept.pop() if kept else self.open(phone=phone, locale=locale, scripts=scripts)
        context, page = window.context, window.page
        self.contexts.append(context)
        self.set_day(context, on)
        if person is not None:
            self.sign_in(context, person)
        with clock.at(moment(on)):
            yield page
        self.complaints += window.complaints
        self.contexts.remove(context)
        if scripts and context.pages == [page]:
            page.set_viewport_size(PHONE if phone else DESK)
            window.forget(self.url)
            kept.append(window)
        else:
            context.close()

    def open(self, *, phone: bool, locale: str, scripts: bool) -> Window:
        context = self.chromium.new_context(
            base_url=self.url,
            viewport=PHONE if phone else DESK,
            has_touch=phone,
            locale=locale,
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE)
        window = Window(context, context.new_page(), [])
        note_complaints(window.page, window.complaints)
        return window

    def set_day(self, context: BrowserContext, on: str) -> None:
        """What the demo's form does by the day, by the minute."""
        answer = HttpResponse()
        answer.set_signed_cookie(clock.COOKIE, moment(on).isoformat())
        signed = answer.cookies[clock.COOKIE].coded_value
        context.add_cookies([{"name": clock.COOKIE, "value": signed, "url": self.url}])

    def sign_in(self, context: BrowserContext, person: Person | str) -> None:
        """Sessions of their own, as if the code had been typed."""
        if isinstance(person, str):
            person = Person.objects.get(email=person)
        client = Client()
        client.force_login(person)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.url}])

    def deliver(self) -> None:
        """Let the worker send everything that is due."""
        while postman.send_due():
            pass

    def mail_to(self, address: str) -> Mail:
        """The newest mail that arrived at this address."""
        self.deliver()
        return Mail.objects.filter(to_address=address, state=MailState.SENT).latest("pk")

    def link_to(self, address: str) -> str:
        """The path of the first link in the newest mail to this address."""
        return LINK.findall(self.mail_to(address).text)[0]

    def photograph(self) -> None:
        """Keep pictures of every open page; a test calls this when it fails."""
        self.folder.mkdir(parents=True, exist_ok=True)
        pages = [page for context in self.contexts for page in context.pages]
        for number, page in enumerate(pages):
            page.screenshot(path=self.folder / f"{number}.png", full_page=True)
            words = f"{page.url}\n\n{page.locator('body').aria_snapshot()}"
            (self.folder / f"{number}.txt").write_text(words)

    def close(self) -> None:
        for context in self.contexts:
            context.close()
