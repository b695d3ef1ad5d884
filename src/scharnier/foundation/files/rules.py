from rules import add_perm, predicate

from scharnier.foundation.files import access
from scharnier.foundation.files.models import File, ScanState
from scharnier.foundation.people.models import Person


@predicate
def is_not_infected(person: Person, file: File) -> bool:
    return file.scan_state != ScanState.INFECTED


@predicate
def may_see_what_it_belongs_to(person: Person, file: File) -> bool:
    return access.may_see(person, file)


add_perm("files.view_file", is_not_infected & may_see_what_it_belongs_to)
