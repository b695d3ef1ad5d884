from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from scharnier.foundation.trail import verbs


class QuestionsConfig(AppConfig):
    name = "scharnier.foundation.questions"

    def ready(self) -> None:
        verbs.register(
            {
                "form.built": _("set up the form"),
                "form.copied": _("copied the form"),
                "form.published": _("published the form"),
                "form.question_changed": _("changed a question of"),
                "form.discarded": _("deleted the form"),
                "sheet.opened": _("began to fill in"),
                "sheet.answered": _("changed answers in"),
                "sheet.sent": _("handed in the answers of"),
                "sheet.discarded": _("deleted the answers of"),
            }
        )
