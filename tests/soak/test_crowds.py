import asyncio
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.soak.conftest import Size
from tools.crowd import ANSWERS, Applicant, NoAnswer, Server, Visitor, free_port, nobody

pytestmark = pytest.mark.soak
PATIENCE = 180  # seconds until a server that does not come back is a failure


class Stubborn(Applicant):
    """Somebody who comes back after every interruption and goes on where they were."""

    def apply(self) -> None:
        self.insist(self.begin_anew)
        for answers in self.pages():
            self.insist(lambda answers=answers: self.answer_page(answers))
        self.insist(self.hand_in_once)

    def pages(self) -> list[dict[str, str]]:
        first, *rest = ANSWERS.values()
        return [{**first, "org_name": f"Firma {self.email}"}, *rest]

    def insist(self, act: Callable[[], None]) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                act()
            except NoAnswer:
                time.sleep(0.3)
            else:
                return
        raise TimeoutError(f"{self.email} got no answer any more.")

    def begin_anew(self) -> None:
        """Whether an unanswered beginning was one, nobody knows: so with another address."""
        self.email, self.browser = nobody(0), Visitor(self.server.port)
        self.begin()

    def answer_page(self, answers: dict[str, str]) -> None:
        page = self.browser.get(self.place)
        versions = dict(pair.split(":") for pair in page.hidden("versions").split())
        for key, value in answers.items():
            versions |= self.save(key, value, versions)
        fields = {**answers, "versions": " ".join(map(":".join, versions.items()))}
        if "contact_name" in answers:
            fields["email"] = self.email
        self.place = self.browser.post(self.place, fields).location

    def hand_in_once(self) -> None:
        """If nobody answered the button, the status page says whether it worked."""
        status = self.place.replace("pruefen/", "")
        if "Nummer" in self.browser.get(status).text:
            self.read_number(status)
        else:
            self.hand_in()


@pytest.fixture
def running(server: Server) -> Iterator[Server]:
    server.start()
    yield server
    server.stop()


def together(acts: list[Callable[[], None]]) -> list[threading.Thread]:
    """Start everybody at once; what goes wrong is kept and raised by ``ended``."""
    failures: list[BaseException] = []

    def guarded(act: Callable[[], None]) -> None:
        try:
            act()
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=guarded, args=[act], daemon=True) for act in acts]
    for thread in threads:
        thread.failures = failures
        thread.start()
    return threads


def ended(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join(timeout=10 * PATIENCE)
    assert threads[0].failures == []
    assert not any(thread.is_alive() for thread in threads)


def test_what_was_shown_as_saved_and_acknowledged_survives_every_kill(
    running: Server, size: Size
) -> None:
    calm = Stubborn(running, nobody(1))
    calm.apply()
    crowd = [Stubborn(running, nobody(2)) for _n in range(size.applicants)]

    threads = together([one.apply for one in crowd])
    for _kill in range(size.kills):
        time.sleep(random.uniform(0.3, 4))
        running.kill()
        running.start()
        if not any(thread.is_alive() for thread in threads):
            crowd += [Stubborn(running, nobody(3)) for _n in range(size.applicants)]
            threads += together([one.apply for one in crowd[-size.applicants :]])
    ended(threads)

    told = running.ground("tell")
    del told[""]
    expected = told[calm.email]
    for one in crowd:
        found = told[one.email]
        kept = {**expected["answers"], "org_name": f"Firma {one.email}", "email": one.email}
        assert {key: kept[key] for key in one.saved} == {
            key: found["answers"][key] for key in one.saved
        }
        assert (found["state"], found["number"]) == ("submitted", one.number)
        assert (found["rows"], found["versions"]) == (expected["rows"], 1)
        assert [mail[0] for mail in found["mails"]] == [
            "applications/link",
            "applications/receipt",
        ]
    numbers = Counter(one["number"] for one in told.values() if one["number"])
    assert [number for number, times in numbers.items() if times > 1] == []


class Sink:
    """A mail server that takes everything, and sometimes says nothing after it."""

    def __init__(self) -> None:
        self.took: Counter[str] = Counter()
        self.silent_after: int | None = None
        self.is_silent = threading.Event()
        self.port = free_port()

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.took[message_from_bytes(envelope.original_content)["Message-ID"]] += 1
        if self.silent_after is not None and self.took.total() >= self.silent_after:
            self.is_silent.set()
            await asyncio.Event().wait()  # until the other side is gone
        return "250 OK"


@pytest.fixture
def sink() -> Iterator[Sink]:
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


def all_have_left(server: Server) -> None:
    deadline = time.monotonic() + PATIENCE
    while server.ground("waiting")["mails"]:
        assert time.monotonic() < deadline
        time.sleep(0.5)


def test_no_mail_is_lost_and_none_is_sent_twice_by_a_worker_that_died(
    server: Server, sink: Sink, size: Size
) -> None:
    server.environment["SCHARNIER_MAIL_URL"] = f"smtp://127.0.0.1:{sink.port}"
    server.ground("letters", str(4 * size.worker_kills + 4))
    for _kill in range(size.worker_kills):
        sink.is_silent.clear()
        sink.silent_after = sink.took.total() + random.randint(1, 4)
        server.start_worker()
        assert sink.is_silent.wait(PATIENCE)
        server.kill_worker()
        server.ground("later")

    sink.silent_after = None
    server.start_worker()
    all_have_left(server)

    fates = server.ground("post")
    assert sink.took == dict.fromkeys(fates, 1)
    assert Counter(fates.values())["unclear"] == size.worker_kills
    assert set(fates.values()) == {"sent", "unclear"}

    by_hand = server.ground("again")["mails"]
    all_have_left(server)

    assert set(server.ground("post").values()) == {"sent"}
    assert sink.took == {number: 2 if number in by_hand else 1 for number in fates}
    server.stop()


def test_in_a_rush_everybody_is_acknowledged_or_told_that_it_was_late(
    running: Server, size: Size
) -> None:
    links = running.ground("drafts", str(size.rushing))
    crowd = [Applicant(running, email, place=link["check"]) for email, link in links.items()]
    for one in crowd:
        door = links[one.email]["door"].partition(f":{running.port}")[2]
        one.browser.get(door)
        assert one.browser.post(door, {}).status == 302

    def hand_in(one: Applicant) -> None:
        time.sleep(random.uniform(0, size.seconds * 1.1))
        one.hand_in()

    running.ground("deadline", str(size.seconds))
    ended(together([lambda one=one: hand_in(one) for one in crowd]))

    told = running.ground("tell")
    end = told.pop("")["deadline"]
    for one in crowd:
        found = told[one.email]
        assert bool(one.number) != one.told_late
        if one.told_late:
            assert (found["state"], found["versions"]) == ("draft", 0)
            assert found["mails"][-1][0] == "applications/too_late"
        else:
            assert (found["state"], found["number"]) == ("submitted", one.number)
            assert found["submitted_at"] < end
    numbers = [one.number for one in crowd if one.number]
    assert len(numbers) == len(set(numbers)) > 0
