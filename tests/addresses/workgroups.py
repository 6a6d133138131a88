"""Working groups and their discussions; the role "member" coordinates the group of the walk."""

from typing import Any

from django.core import signing

from tests.addresses import EVERYBODY, SIGNED_IN

ACCESS = {
    "workgroups:list": SIGNED_IN,
    "workgroups:paces": SIGNED_IN,
    "workgroups:stop": EVERYBODY,
    "workgroups:group": {"member"},
    "workgroups:people": {"member", "secretariat"},
    "workgroups:join": {"reader", "reporter", "coordinator", "stranger"},
    "workgroups:open": {"secretariat"},
    "workgroups:threads": {"member"},
    "workgroups:new_thread": {"member"},
    "workgroups:thread": {"member"},
    "workgroups:since": {"member"},
    "workgroups:summary": set(),  # for those who lead
    "workgroups:moderation": set(),
    "workgroups:edit_post": {"member"},
    "workgroups:post_history": {"member"},
    "workgroups:flag_post": {"member"},
    "workgroups:take_away": {"member"},
    "workgroups:attachment": {"member"},
}
POST = {
    "workgroups:go",  # leads on
    "workgroups:member",
    "workgroups:answer",
    "workgroups:draft_of_thread",
    "workgroups:draft_of_reply",
    "workgroups:read",
    "workgroups:step",
    "workgroups:decide_post",
}


def arguments(walk: Any) -> dict[str, dict]:
    from tests.workgroups.rooms import stored
    from workgroups.actions.discussing import begin_thread
    from workgroups.actions.joining import ask_to_join
    from workgroups.models import Attachment, WorkgroupMembership
    from workgroups.telling import STOP_SALT

    thread = begin_thread(walk.group, "Subiect", "Text", by=walk.people["member"])
    file = Attachment.objects.create(post=thread.posts.get(), file=stored())
    membership = WorkgroupMembership.objects.get(user=walk.people["member"])
    asked = ask_to_join(walk.group, walk.world.organisation, by=walk.people["reader"])
    slug = {"slug": walk.group.slug}
    of_thread = slug | {"pk": thread.pk}
    of_post = slug | {"pk": thread.posts.get().pk}
    names = (set(ACCESS) | POST) - {"workgroups:list", "workgroups:paces"}
    about_post = ("_post", "post_history", "take_away")
    about_thread = ("thread", "summary", "draft_of_reply", "read", "step")
    return {
        **dict.fromkeys(names, slug),
        **dict.fromkeys((f"workgroups:{name}" for name in about_thread), of_thread),
        **{name: of_post for name in names if name.endswith(about_post)},
        "workgroups:since": of_thread | {"after": 0},
        "workgroups:attachment": {"key": file.key},
        "workgroups:go": {"pk": thread.pk},
        "workgroups:member": slug | {"pk": membership.pk},
        "workgroups:answer": slug | {"pk": asked.pk},
        "workgroups:stop": {"token": signing.dumps({"user": 0, "group": 0}, salt=STOP_SALT)},
    }
