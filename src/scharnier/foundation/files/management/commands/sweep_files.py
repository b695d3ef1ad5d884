from django.core.management.base import BaseCommand

from scharnier.foundation.files import actions


class Command(BaseCommand):
    help = "Delete uploaded files that nothing has used for a day."

    def handle(self, *args: object, **options: object) -> None:
        gone = actions.sweep(by=None)
        self.stdout.write(f"{gone} files deleted.")
