"""What somebody agrees to who wants to be told when a call opens."""

TITLE = {"de": "Erinnerung an einen Aufruf", "en": "Reminder of a call"}
TEXT = {
    "de": "Der federführende Verband speichert die E-Mail-Adresse, um eine einzige Nachricht zu senden: "
    "dass die Bewerbung offen ist. Danach wird die Adresse gelöscht. Die Einwilligung ist freiwillig "
    "und lässt sich jederzeit über den Link in der Nachricht zurücknehmen.",
    "en": "The lead association stores the e-mail address to send one single message: that "
    "applications are open. After that the address is deleted. Consent is voluntary and can be "
    "withdrawn at any time with the link in the message.",
}
