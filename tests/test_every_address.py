"""Every address, as every role: an undeclared one fails, and what one may not see is not there.

tests/addresses says who finds a page (GET). For everybody else it answers 404, or leads to the sign-in.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from beneficiaries.models import Activity, Report
from members.actions import begin_membership, invite
from members.models import Invitation, Membership, Role
from protect.accounts.models import PlatformRole, User
from protect.audit.models import Entry
from tests.addresses import ROLES, modules
from tests.world import World, person
from workgroups.actions import begin_group_membership
from workgroups.models import Workgroup

MODULES = modules()
ACCESS: dict[str, set[str]] = {name: roles for module in MODULES for name, roles in module.ACCESS.items()}
POST: set[str] = {name for module in MODULES for name in module.POST}
# Sign-in, second factor and sessions are walked in tests/accounts, the API in tests/api.
ELSEWHERE = ("api:", "account", "mfa", "usersessions", "demo", "first_password", "second_factor", "signup")
READS_THAT_ARE_NOTED = {
    "report.read",
    "totals.open",
    "totals.download",
    "resource.download",
    "attachment.download",
}


@dataclass
class Walk:
    """What the addresses speak of; the role "member" sits in `group` for the other organisation."""

    world: World
    report: Report
    people: dict[str, User]
    group: Workgroup
    membership: Membership
    invitation: Invitation
    token: str
    activity: Activity
    arguments: dict[str, dict]


def names() -> Iterator[str]:
    """The names of all addresses, with their namespaces."""

    def below(resolver: URLResolver, prefix: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                yield from below(pattern, inner)
            elif isinstance(pattern, URLPattern):
                yield f"{prefix}{pattern.name}"

    return below(get_resolver(), "")


@pytest.fixture
def walk(world: World) -> Walk:
    report = world.sent([4, 3, 2, 1, 0])
    reader, auditor, member = person("reader"), person("auditor"), person("member")
    begin_membership(reader, world.organisation, Role.READER, by=None)
    PlatformRole.objects.create(user=auditor, role=PlatformRole.Role.AUDITOR)
    group = Workgroup.objects.create(slug="policy", name_ro="P", name_en="P", purpose_ro="x", purpose_en="x")
    begin_group_membership(member, group, world.other, "member", by=None)
    invitation, token = invite(world.organisation, "new@example.org", Role.READER, by=world.coordinator)
    activity = Activity.objects.create(
        organisation=world.organisation, kind="training", title="Curs", participants=9,
        starts_on="2025-05-01", ends_on="2025-05-01",
    )  # fmt: skip
    membership = Membership.objects.get(user=world.reporter)
    people = {
        "reader": reader, "reporter": world.reporter, "coordinator": world.coordinator,
        "stranger": world.stranger, "secretariat": world.secretariat, "auditor": auditor, "member": member,
    }  # fmt: skip
    made = Walk(world, report, people, group, membership, invitation, token, activity, {})
    for module in MODULES:
        made.arguments |= module.arguments(made)
    return made


def ours() -> list[str]:
    return [name for name in names() if not name.startswith(ELSEWHERE)]


def test_every_address_is_declared() -> None:
    assert [name for name in ours() if name not in ACCESS and name not in POST] == []
    assert sorted(set(ACCESS) | POST) == sorted(ours())


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_found_by_those_and_only_those_whom_it_is_for(walk: Walk, as_, role: str) -> None:  # type: ignore[no-untyped-def]
    client = Client() if role == "anonymous" else as_(walk.people[role])
    acts = Entry.objects.exclude(action__in=READS_THAT_ARE_NOTED).count()
    for name, roles in ACCESS.items():
        response = client.get(reverse(name, kwargs=walk.arguments.get(name)))
        if role in roles:
            assert response.status_code == 200, f"{name} as {role}: {response.status_code}"
        elif role == "anonymous":
            assert response.status_code == 302 and "/login/" in response["Location"], name
        else:
            assert response.status_code == 404, f"{name} as {role}: {response.status_code}"
        if role != "anonymous":
            assert "no-store" in response["Cache-Control"], name
    assert Entry.objects.exclude(action__in=READS_THAT_ARE_NOTED).count() == acts, (
        "a GET has changed something"
    )


@pytest.mark.parametrize("role", ["anonymous", "reader", "stranger", "auditor", "member"])
def test_nobody_changes_what_is_not_theirs(walk: Walk, as_, role: str) -> None:  # type: ignore[no-untyped-def]
    client = Client() if role == "anonymous" else as_(walk.people[role])
    before = Entry.objects.count()
    for name in [*POST, *(n for n in ACCESS if n.startswith(("secretariat:", "beneficiaries:fill")))]:
        response = client.post(
            reverse(name, kwargs=walk.arguments.get(name)),
            {"verdict": "verify", "reason": "x", "text": "x", "send": "yes", "declared": "yes"},
        )
        assert response.status_code in (200, 302, 404, 409), f"{name} as {role}: {response.status_code}"
        if name.startswith("secretariat:") and role != "anonymous":
            assert response.status_code == 404, f"{name} as {role}"
    written = Entry.objects.order_by("-sequence")[: Entry.objects.count() - before]
    assert [entry.action for entry in written] == []
    walk.report.refresh_from_db()
    assert walk.report.status == Report.Status.SUBMITTED


def test_a_second_factor_is_asked_of_whoever_must_have_one(walk: Walk, client: Client) -> None:
    client.force_login(walk.world.secretariat)
    for name in ("secretariat:periods", "services:download", "beneficiaries:print"):
        response = client.get(reverse(name, kwargs=walk.arguments.get(name)))
        assert response.status_code == 302 and "/account/" in response["Location"], name


def test_public_pages_set_no_cookie(walk: Walk, client: Client) -> None:
    for name in ACCESS:
        if name.startswith("public:"):
            assert not client.get(reverse(name, kwargs=walk.arguments.get(name))).cookies, name
