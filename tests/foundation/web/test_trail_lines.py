"""What a trail says of many entries."""

from types import SimpleNamespace

from scharnier.foundation.web.templatetags.scharnier import trail_lines


def entry(verb, actor=1, subject=1, name="Auftakt"):
    return SimpleNamespace(
        verb=verb,
        actor_id=actor,
        subject_type="events.event",
        subject_id=subject,
        subject_name=name,
    )


def test_the_same_act_again_and_again_is_one_line():
    lines = trail_lines([entry("came"), entry("came"), entry("came", actor=2), entry("begun")])

    assert [(one["entry"].verb, one["times"]) for one in lines] == [
        ("came", 2),
        ("came", 1),
        ("begun", 1),
    ]


def test_whose_trail_it_is_need_not_be_said():
    assert [one["subject"] for one in trail_lines([entry("came"), entry("begun")])] == ["", ""]


def test_a_trail_of_several_things_names_each():
    lines = trail_lines([entry("came"), entry("came", subject=2, name="Jurytag")])

    assert [one["subject"] for one in lines] == ["Auftakt", "Jurytag"]
