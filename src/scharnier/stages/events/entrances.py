"""New links for people who lost theirs: to every coming event on whose list they are."""

from scharnier.foundation.people import renewals
from scharnier.stages.events import mails, queries


def send_new_links(email: str) -> None:
    for registration in queries.coming_up_for(email):
        mails.send_link(registration)


renewals.register(mails.PURPOSE, send_new_links)
