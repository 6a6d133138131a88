"""Whatever happens in whatever order, an open page comes to show what the model says: once, in order.

A page here does what static/src/js/thread.js does: it hears a bell or misses it, asks for what happened since
its number, puts each post in its place, and empties itself when it is told that there is nothing for it.
"""

import datetime
from dataclasses import dataclass, field

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from members.models import Organisation
from protect.accounts.models import User
from tests.world import person
from workgroups.actions import discussing, moderating, redacting
from workgroups.actions.membership import begin_group_membership, end_group_membership
from workgroups.catching_up import what_happened_since
from workgroups.markdown import to_html
from workgroups.models import Post, Thread, Workgroup
from workgroups.presentation import Shown, page_of

NAMES = ("leader", "ana", "dan")
WHO, WHICH = st.sampled_from(NAMES), st.integers(0, 30)


@dataclass
class Said:
    """What the model knows of a post."""

    pk: int
    author: str
    text: str
    at: datetime.datetime
    hidden: bool = False
    redacted: bool = False


@dataclass
class OpenPage:
    """A browser's page of the thread."""

    user: User
    known: int = 0
    shown: dict[int, tuple[int, str]] = field(default_factory=dict)  # post → place, text
    is_connected: bool = True
    is_gone: bool = False

    def put(self, found: list[Shown]) -> None:
        for one in found:
            self.shown[one.post.pk] = (one.post.sequence, str(one.html))

    def open(self, thread: Thread) -> None:
        self.known, self.is_gone = thread.last_sequence, False
        self.shown.clear()
        self.put(page_of(thread, self.user).posts)

    def catch_up(self, thread_id: int) -> None:
        thread = Thread.objects.visible_to(self.user).filter(pk=thread_id).first()
        if thread is None:
            self.is_gone = True
            self.shown.clear()
            return
        happened = what_happened_since(thread, self.user, self.known)
        assert [e["sequence"] for e in happened.events] == sorted({e["sequence"] for e in happened.events})
        self.put(happened.posts)
        self.known = happened.head


class Discussion(RuleBasedStateMachine):
    """Post, edit, hide, redact, revoke, let in again, lose a bell, disconnect, reconnect."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        organisation = Organisation.objects.create(slug="o", name="O", joined_on="2020-01-01")
        self.organisation = organisation
        self.group = Workgroup.objects.create(
            slug="g", name_ro="G", name_en="G", purpose_ro="x", purpose_en="x"
        )
        self.people = {name: person(name) for name in NAMES}
        self.since: dict[str, datetime.datetime | None] = {}
        for name, user in self.people.items():
            role = "coordinator" if name == "leader" else "member"
            begin_group_membership(user, self.group, organisation, role, by=None)
            self.since[name] = None
        self.thread = discussing.begin_thread(self.group, "T", "zero", by=self.people["leader"])
        first = self.thread.posts.get()
        self.said = [Said(first.pk, "leader", "zero", first.made_at)]
        self.pages = {name: OpenPage(user) for name, user in self.people.items()}
        for page in self.pages.values():
            page.open(self.thread)
        self.deaf = False

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def happened(self) -> None:
        """The bell after a commit, unless it is lost."""
        self.thread.refresh_from_db()
        if not self.deaf:
            for page in self.pages.values():
                if page.is_connected and not page.is_gone:
                    page.catch_up(self.thread.pk)

    def one(self, which: int) -> tuple[Said, Post]:
        said = self.said[which % len(self.said)]
        return said, Post.objects.get(pk=said.pk)

    def allowed(self, act, *args, **named):  # type: ignore[no-untyped-def]
        try:
            return act(*args, **named)
        except PermissionDenied:
            return None

    @rule(who=WHO, text=st.sampled_from(["unu", "doi", "trei **gros**"]))
    def post(self, who: str, text: str) -> None:
        made = self.allowed(discussing.write_post, self.thread, text, by=self.people[who])
        assert bool(made) is (who in self.since)
        if made:
            self.said.append(Said(made.pk, who, text, made.made_at))
            self.happened()

    @rule(which=WHICH, text=st.sampled_from(["schimbat", "iar schimbat"]))
    def edit(self, which: int, text: str) -> None:
        said, post = self.one(which)
        if self.allowed(discussing.edit_post, post, text, by=self.people[said.author]):
            assert said.author in self.since and not said.redacted and not said.hidden
            said.text = text
            self.happened()

    @rule(which=WHICH)
    def hide_or_show(self, which: int) -> None:
        said, post = self.one(which)
        leader = self.people["leader"]
        if said.hidden:
            self.allowed(moderating.show_post, post, by=leader)
        else:
            self.allowed(moderating.hide_post, post, "stigma", by=leader)
        post.refresh_from_db()
        said.hidden = bool(post.hidden_at)
        self.happened()

    @rule(which=WHICH)
    def redact(self, which: int) -> None:
        said, post = self.one(which)
        if self.allowed(redacting.redact_post, post, "person", by=self.people[said.author]):
            said.redacted = True
            self.happened()

    @rule(who=st.sampled_from(["ana", "dan"]))
    def revoke(self, who: str) -> None:
        membership = self.group.memberships.filter(user=self.people[who], until=None).first()
        if membership:
            end_group_membership(membership, by=self.people["leader"])
            del self.since[who]
            if self.pages[who].is_connected:  # rights.changed reaches the socket
                self.pages[who].catch_up(self.thread.pk)

    @rule(who=st.sampled_from(["ana", "dan"]), whole=st.booleans())
    def let_in_again(self, who: str, whole: bool) -> None:
        if who in self.since:
            return
        since = None if whole else timezone.now()
        begin_group_membership(
            self.people[who], self.group, self.organisation, "member", by=self.people["leader"],
            history_from=since,
        )  # fmt: skip
        self.since[who] = since
        found = Thread.objects.visible_to(self.people[who]).filter(pk=self.thread.pk).first()
        self.pages[who].is_connected = True
        if found:
            self.pages[who].open(found)
        else:
            self.pages[who].is_gone = True
            self.pages[who].shown.clear()

    @rule(who=WHO)
    def disconnect(self, who: str) -> None:
        self.pages[who].is_connected = False

    @rule(who=WHO)
    def reconnect(self, who: str) -> None:
        page = self.pages[who]
        page.is_connected = True
        if not page.is_gone:
            page.catch_up(self.thread.pk)

    @rule(deaf=st.booleans())
    def lose_bells(self, deaf: bool) -> None:
        self.deaf = deaf
        if not deaf:  # the next heartbeat brings the numbers along
            self.happened()

    def expected(self, who: str) -> dict[int, str]:
        """What the model says that this reader's page shows."""
        if who not in self.since:
            return {}
        since = self.since[who]
        sees = {}
        for said in self.said:
            if since is None or said.at >= since:
                folded_away = said.hidden and who not in ("leader", said.author)
                sees[said.pk] = "" if said.redacted or folded_away else to_html(said.text)
        return sees

    @invariant()
    def an_open_page_shows_what_the_model_says(self) -> None:
        for who, page in self.pages.items():
            texts = {pk: text for pk, (_place, text) in page.shown.items()}
            if page.is_connected and not self.deaf and not page.is_gone:
                assert texts == self.expected(who)
            order = [pk for pk, _ in sorted(page.shown.items(), key=lambda item: item[1][0])]
            assert order == [said.pk for said in self.said if said.pk in page.shown]

    @invariant()
    def nobody_connected_reads_after_losing_the_right(self) -> None:
        for who, page in self.pages.items():
            if who not in self.since and page.is_connected:
                assert page.shown == {}

    @invariant()
    def numbers_have_no_gap(self) -> None:
        numbers = list(self.thread.events.values_list("sequence", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.django_db
def test_random_interleavings_lose_nothing_and_leak_nothing() -> None:
    run_state_machine_as_test(
        Discussion,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
