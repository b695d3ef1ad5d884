import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """As Django's, which asks the server; a line that was quiet need not be asked.

        Whoever ends, on purpose or not, closes its lines, and that can be read here.
        """
        line = self.connection
        if line is None or line.closed or self.errors_occurred:
            return super().is_usable()
        looking = select.poll()
        looking.register(line.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
        return not looking.poll(0) or super().is_usable()
