"""What a page sends of a profile, by its script or by its button, into values and what was shown of each.

The script sends of every changed field what the page showed (`mission_ro__base`); the button sends all
fields with a short mark of what was shown (`mission_ro__digest`). Both end in the same act.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import QueryDict

from members.actions.profiles import Saved, answer_question, save_profile
from members.forms import ProfileForm
from members.models import ProfileRevision
from members.profile_fields import ALL_NAMES, digest
from protect.accounts.models import User

BASE, DIGEST, ANSWER = "__base", "__digest", "answer"


@dataclass
class Entered:
    """What became of what was sent."""

    saved: Saved
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        """Whether everything is stored."""
        return not self.errors and not self.saved.conflicts


def enter(revision: ProfileRevision, data: QueryDict, *, by: User) -> Entered:
    """Store what may be stored; name what may not, and what somebody else changed meanwhile."""
    names = [name for name in ALL_NAMES if name in data or name + DIGEST in data]
    values, errors = ProfileForm(data).checked(names)
    entered = Entered(save_profile(revision, values, bases_of(names, data), by=by), errors)
    for name in data:
        if name.startswith(ANSWER) and name.removeprefix(ANSWER).isdigit():
            question = revision.questions.filter(pk=int(name.removeprefix(ANSWER))).first()
            if question and data[name] != question.answer:
                try:
                    answer_question(question, str(data[name]), by=by)
                except ValidationError as fault:
                    entered.errors[name] = " ".join(fault.messages)
    return entered


def bases_of(names: list[str], data: QueryDict) -> dict[str, str]:
    """The mark of what the page showed, of each field that says it."""
    marks = {name: str(data[name + DIGEST]) for name in names if name + DIGEST in data}
    shown = QueryDict(mutable=True)
    for name in names:
        if name + BASE in data:
            shown.setlist(name, data.getlist(name + BASE))
    values, _faults = ProfileForm(shown).checked(list(shown))
    return marks | {name: digest(value) for name, value in values.items()}
