"""How a proposal stands: which organisations answered what, and which have not answered."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from members.models import Organisation
from workgroups.models import Ballot, Proposal, Workgroup, WorkgroupMembership
from workgroups.queries import members_of


@dataclass(frozen=True)
class Standing:
    """The answers in words' order, and who is missing. After the closing, missing is who did not answer."""

    ballots: list[Ballot]
    missing: list[Organisation]

    @property
    def answered(self) -> int:
        return len(self.ballots)

    @property
    def organisations(self) -> int:
        return len(self.ballots) + len(self.missing)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """(label, number) of each answer that was given."""
        numbers = Counter(ballot.choice for ballot in self.ballots)
        return [(str(c.label), numbers[c]) for c in Ballot.Choice if numbers[c]]

    def of(self, organisation: Organisation | None) -> Ballot | None:
        """The answer of one organisation."""
        return next((b for b in self.ballots if organisation and b.organisation_id == organisation.pk), None)


def electorate(group: Workgroup) -> list[Organisation]:
    """The organisations that answer: those with somebody in the group who is more than an observer."""
    voting = members_of(group).exclude(role=WorkgroupMembership.Role.OBSERVER)
    return list(Organisation.objects.filter(pk__in=voting.values("organisation")))


def standing_of(proposal: Proposal) -> Standing:
    """How it stands now, or how it stood when it was closed."""
    return standings([proposal])[proposal.pk]


def standings(proposals: Iterable[Proposal]) -> dict[int, Standing]:
    """The same for many: two queries, and one more for each group with something open."""
    proposals = list(proposals)
    ballots: dict[int, list[Ballot]] = {proposal.pk: [] for proposal in proposals}
    for ballot in Ballot.objects.filter(proposal__in=proposals).select_related("organisation", "by"):
        ballots[ballot.proposal_id].append(ballot)
    voters: dict[int, list[Organisation]] = {}
    found = {}
    for proposal in proposals:
        given = [b for b in ballots[proposal.pk] if b.choice != Ballot.Choice.SILENT]
        if proposal.closed_at:
            silent = [b.organisation for b in ballots[proposal.pk] if b.choice == Ballot.Choice.SILENT]
            found[proposal.pk] = Standing(given, silent)
            continue
        if proposal.workgroup_id not in voters:
            voters[proposal.workgroup_id] = electorate(proposal.workgroup)
        answered = {ballot.organisation_id for ballot in given}
        missing = [o for o in voters[proposal.workgroup_id] if o.pk not in answered]
        found[proposal.pk] = Standing(given, missing)
    return found
