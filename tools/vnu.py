"""Hold the applicants' pages against the HTML standard with the Nu HTML checker.

usage: make vnu

Needs java (Debian: default-jre-headless); the checker's jar comes from the npm package
``vnu-jar`` into ``var/vnu``, or from where ``VNU_JAR`` says. Every finding that
``tools/vnu-filter.txt`` does not name fails. Each page is looked at in German and
English, as it is, with errors, and in every state that an application can have.
"""

import datetime as dt
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from django.urls import reverse
from PIL import Image

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.stages.applications import actions
from scharnier.stages.applications.forms import SALT
from scharnier.stages.applications.models import Application
from scharnier.stages.calls import actions as calls
from scharnier.stages.calls.models import Call, TargetGroup
from tests.factories import ProgrammeFactory
from tests.personas import person, with_role
from tests.stages.applications.conftest import TYPED
from tests.stages.calls.conftest import set_up

PACKAGE, FOLDER, FILTER = "vnu-jar@26.9.27", ROOT / "var" / "vnu", ROOT / "tools" / "vnu-filter.txt"
LANGUAGES = ("de", "en")


def jar() -> Path:
    """The checker; fetched by npm if it is not there yet."""
    given = os.environ.get("VNU_JAR")
    found = Path(given) if given else FOLDER / "node_modules/vnu-jar/build/dist/vnu.jar"
    if not found.exists():
        npm = shutil.which("npm") or sys.exit("npm is missing (Debian: npm), or set VNU_JAR.")
        fetch = [npm, "install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund"]
        subprocess.run([*fetch, "--prefix", FOLDER, PACKAGE], check=True)
    return found


def pages() -> Iterator[tuple[str, HttpResponse]]:
    """Every page of an applicant, with a name for it."""
    programme = ProgrammeFactory()
    olu, ada = with_role("Olu", programme), person("Ada")
    call = set_up(programme, slug="aufruf", opens=-5)
    calls.publish(call, by=olu)
    for language in LANGUAGES:
        visitor = Client(headers={"accept-language": language})
        for group in call.target_groups.all():
            yield from before_the_form(visitor, call, group)
        signed_in = Client(headers={"accept-language": language})
        signed_in.force_login(ada)
        yield from in_the_form(signed_in, call, ada, olu)


def before_the_form(visitor: Client, call: Call, group: TargetGroup) -> Iterator:
    yield "call", visitor.get(call.get_absolute_url())
    check = reverse("calls:eligibility", args=[call.slug, group.side])
    asked = call.eligibility_questions.filter(side=group.side)
    yield "eligibility", visitor.get(check)
    yield "eligibility-errors", visitor.post(check, {})
    for name, said in (("fits", None), ("fits-not", "no"), ("unsure", "unsure")):
        answers = {f"q{question.pk}": said or question.fitting for question in asked}
        yield f"eligibility-{name}", visitor.post(check, answers)
    begin = reverse("applications:begin", args=[call.slug, group.side])
    yield "begin", visitor.get(begin)
    yield "begin-errors", visitor.post(begin, {"email": "keine"})
    yield "remind", visitor.get(reverse("calls:remind", args=[call.slug]))
    yield "needs-a-link", visitor.get("/link/neu/?purpose=apply&next=/bewerbungen/1/")
    with clock.at(call.accepts_until):
        yield "begin-late", visitor.get(begin)
        started = signing.dumps(clock.machine_now().timestamp() - 30, salt=SALT)
        yield (
            "begin-asked-late",
            visitor.post(begin, {"email": "a@example.org", "started": started}),
        )


def in_the_form(client: Client, call: Call, ada: Person, olu: Person) -> Iterator:
    for group in call.target_groups.all():
        application = actions.start(group, person=ada, by=ada)
        yield from every_page(client, application, "empty")
        yield from around(client, application, "draft")
    application = actions.start(call.target_groups.get(side="organisation"), person=ada, by=ada)
    for key, raw in TYPED.items():
        actions.answer(application, key, raw, by=ada)
    actions.submit(application, by=ada)
    yield from every_page(client, application, "filled")
    yield from around(client, application, "sent")
    with clock.at(call.accepts_until + dt.timedelta(days=1)):
        yield from around(client, application, "closed")
        until = clock.now() + dt.timedelta(days=7)
        actions.ask_back(application, questions=["problem"], text="Wie?", until=until, by=olu)
        yield from every_page(client, application, "asked-back")
        yield from around(client, application, "asked-back")
    actions.withdraw(application, by=ada)
    yield from around(client, application, "withdrawn")


def every_page(client: Client, application: Application, name: str) -> Iterator:
    for topic in application.sheet.form.pages.order_by("position"):
        address = reverse("applications:page", args=[application.pk, topic.key])
        yield f"{name}-{topic.key}", client.get(address)
        yield f"{name}-{topic.key}-errors", client.post(address, with_portrait(topic.key))


def with_portrait(key: str) -> dict:
    """On the page that asks for one, a picture, so that the list of files is looked at, too."""
    if key not in ("consents", "finish", "publication"):
        return {}
    picture = io.BytesIO()
    Image.new("RGB", (60, 60), "navy").save(picture, "JPEG")
    picture.seek(0)
    return {"portrait": SimpleUploadedFile("ich.jpg", picture.read(), content_type="image/jpeg")}


def around(client: Client, application: Application, name: str) -> Iterator:
    for place in ("status", "check", "people", "withdraw"):
        yield f"{name}-{place}", client.get(reverse(f"applications:{place}", args=[application.pk]))
    check = reverse("applications:check", args=[application.pk])
    yield f"{name}-check-errors", client.post(check, {})


def main() -> int:
    checker = jar()
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    with tempfile.TemporaryDirectory() as folder:
        written = 0
        for number, (name, answer) in enumerate(pages()):
            if answer["Content-Type"].startswith("text/html") and answer.content:
                language = re.search(rb'<html lang="([a-z]+)', answer.content)[1].decode()
                page = Path(folder) / f"{number:03d}-{language}-{name}.html"
                page.write_bytes(answer.content)
                written += 1
        checked = subprocess.run(
            ["java", "-jar", checker, "--filterfile", FILTER, "--skip-non-html", folder],
            check=False,
        )
    teardown_databases(made, verbosity=0)
    print(f"{written} pages, {'no findings' if not checked.returncode else 'findings above'}.")
    return checked.returncode


if __name__ == "__main__":
    raise SystemExit(main())
