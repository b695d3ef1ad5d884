from django.utils.translation import gettext_lazy as _

VERBS = {
    "programme.founded": _("founded the programme"),
    "programme.changed": _("changed the programme"),
    "programme.region_added": _("added a region"),
    "programme.region_changed": _("changed a region"),
    "programme.partner_changed": _("changed a partner's regions"),
    "programme.partner_removed": _("took a partner association out"),
    "programme.partner_added": _("added a partner association"),
    "round.created": _("created the round"),
    "round.changed": _("changed the settings of the round"),
    "role.granted": _("granted a role"),
    "role.revoked": _("took a role away"),
    "person.entered": _("entered the person"),
    "person.changed": _("changed the person's details"),
    "person.merged": _("merged two entries of the person"),
    "profile.written": _("wrote the profile"),
    "profile.changed": _("changed the profile"),
    "pass.revoked": _("closed links"),
    "organisation.entered": _("entered the organisation"),
    "organisation.changed": _("changed the organisation's details"),
    "organisation.member_added": _("added a person to the organisation"),
}

# What a role may, in words for the page of people and roles.
POWERS = {
    "lead": _("sets up rounds and calls, decides, releases mails, gives roles"),
    "agent": _("accompanies teams, runs events, enters applications for others; sees their region"),
    "reviewer": _("scores applications; sees no names in a blind review and no money"),
    "juror": _("scores the challenges of a jury day; sees nothing else"),
    "treasurer": _("checks vouchers and budgets; sees no scores"),
    "observer": _("reads figures and states for the funder; changes nothing"),
}
