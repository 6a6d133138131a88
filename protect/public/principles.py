"""The ten principles of the platform, in the portal's own words: a heading and a sentence each."""

from django.utils.translation import gettext_lazy as _

PRINCIPLES = (
    (
        _("A grave wrong with many causes"),
        _(
            "Slavery and trafficking violate human rights. They have more than one cause, so no single answer ends them."
        ),
    ),
    (
        _("The rule of law, whole"),
        _(
            "Prosecution alone is not enough: it takes fair courts, good laws and policies, economic weight, and prevention where exploitation begins."
        ),
    ),
    (
        _("Those responsible answer"),
        _(
            "Whoever exploits is pursued to the full measure of the law, while the people harmed are protected and respected."
        ),
    ),
    (
        _("Nobody is punished for having been exploited"),
        _(
            "Victims and survivors are never treated as offenders and never forced back to where they fled from."
        ),
    ),
    (
        _("The best chance of independence"),
        _(
            "Protection from revenge and from being trafficked again, a lawyer and redress, school, work, care after trauma, a doctor, a safe home."
        ),
    ),
    (
        _("Every person counts"),
        _(
            "Whatever the form of exploitation, help starts from what the person needs and is given by those who know how."
        ),
    ),
    (
        _("Companies answer for their part"),
        _("Supply chains are cleaned and harm is made good, not moved to another place."),
    ),
    (
        _("Out, and able to stay out"),
        _(
            "A programme looks at the whole life of a person and is honest about what it takes to remain free."
        ),
    ),
    (
        _("True information, survivors first"),
        _(
            "No invented news, no sensation, no exposure: survivors' voices come first, and members speak of each other with respect."
        ),
    ),
    (
        _("Help for all, without difference"),
        _("Every victim is served, whoever they are and wherever they come from."),
    ),
)
