"""Who may do what in a group: one function a question; each can say why not."""

from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.accounts.rules import YES, Answer, is_secretariat, no
from workgroups.models import Post, Thread, Workgroup, reads
from workgroups.queries import holds, membership_in, organisations_of


def may_read(user: User, group: Workgroup) -> bool:
    """A live member, or the secretariat behind a broken glass."""
    return group.pk in reads(user)


def may_admit(user: User, group: Workgroup) -> bool:
    """The group's coordinator and deputy, or the secretariat that sets a group up."""
    return is_secretariat(user) or may_moderate(user, group)


def may_moderate(user: User, group: Workgroup) -> bool:
    """The group's coordinator and deputy."""
    return holds(user, "moderate_workgroup", group)


def may_write(user: User, group: Workgroup) -> Answer:
    """Members, and those who lead; observers read only."""
    if not holds(user, "post_workgroup", group):
        return no(_("You read this group. Only its members write here."))
    return YES


def may_reply(user: User, thread: Thread) -> Answer:
    """Whoever writes in the group, while the thread is open."""
    write = may_write(user, thread.workgroup)
    if not write:
        return write
    if thread.closed_at:
        return no(_("This thread is closed. Begin a new one if there is more to say."))
    return YES


def may_read_text(user: User, post: Post) -> bool:
    """What a post of one's group says: everybody, until it is hidden; then its author and who moderates."""
    if post.redacted_at:
        return False
    return not post.hidden_at or post.author_id == user.pk or bool(may_hide(user, post))


def may_edit(user: User, post: Post) -> Answer:
    """The author only: who moderates may hide and remove, never put words into a mouth."""
    if post.author_id != user.pk:
        return no(_("Only the author changes a text."))
    if post.redacted_at or post.hidden_at:
        return no(_("This text was taken away. It can no longer be changed."))
    return may_write(user, post.thread.workgroup)


def may_hide(user: User, post: Post) -> Answer:
    """Who moderates the group."""
    if not may_moderate(user, post.thread.workgroup):
        return no(_("The group's coordinator decides about this."))
    return YES


def may_redact(user: User, post: Post) -> Answer:
    """The author, and who moderates: what endangers somebody must go at once."""
    if post.redacted_at:
        return no(_("The text was removed already."))
    if post.author_id == user.pk or may_moderate(user, post.thread.workgroup):
        return YES
    return no(_("Only the author and the group's coordinator remove a text."))


def may_retitle(user: User, thread: Thread) -> Answer:
    """Whoever began a thread, and who moderates: a subject that names somebody must go, too."""
    if thread.begun_by_id == user.pk or may_moderate(user, thread.workgroup):
        return YES
    return no(_("Whoever began the discussion and the group's coordinator change its subject."))


def may_ask_to_join(user: User, group: Workgroup) -> Answer:
    """Staff of a member organisation who are not in the group yet."""
    if membership_in(user, group):
        return no(_("You belong to this group already."))
    if not organisations_of(user).exists():
        return no(_("Only people who work for a member organisation join a group."))
    return YES


def may_break_glass(user: User, group: Workgroup) -> Answer:
    """The secretariat, for a group that it does not belong to."""
    if not is_secretariat(user):
        return no(_("Only the secretariat opens a group in this way."))
    if membership_in(user, group):
        return no(_("You belong to this group already."))
    return YES
