from django.utils.translation import gettext_lazy as _

VERBS = {
    "programme.founded": _("founded the programme"),
    "programme.changed": _("changed the programme"),
    "programme.region_added": _("added a region"),
    "programme.partner_added": _("added a partner association"),
    "round.created": _("created the round"),
    "round.changed": _("changed the settings of the round"),
    "role.granted": _("granted a role"),
    "role.revoked": _("took a role away"),
    "person.entered": _("entered the person"),
    "person.changed": _("changed the person's details"),
    "profile.written": _("wrote the profile"),
    "profile.changed": _("changed the profile"),
    "pass.revoked": _("closed links"),
    "organisation.entered": _("entered the organisation"),
    "organisation.changed": _("changed the organisation's details"),
    "organisation.member_added": _("added a person to the organisation"),
}
