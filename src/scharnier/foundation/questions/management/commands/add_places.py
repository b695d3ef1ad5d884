import shutil
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from scharnier.foundation import places


class Command(BaseCommand):
    help = (
        "Add the municipalities of another region: a CSV file with the columns "
        "ags, name, district, latitude, longitude and, if wanted, former_names."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        try:
            found = places.read(file)
        except (OSError, UnicodeDecodeError, ValueError) as error:
            raise CommandError(f"{file} cannot be read: {error}") from error
        folder = places.added_folder()
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / f"{file.stem}.csv")
        places.forget()
        self.stdout.write(f"{len(found)} places added from {file.name}.")
