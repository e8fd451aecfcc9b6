"""A meeting (séance) of any body: convocation, presence, quorum, votes, item by item.

What is asked about a meeting is answered with the composition of the day it is held (R-3.2, R-4.1
to R-4.8).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter

from domain.assembly.bodies import Bodies
from domain.assembly.chronicle import Chronicle, Happened
from domain.assembly.meeting_events import (
    AgendaItem,
    BallotHeld,
    ItemQualified,
    MeetingConvened,
    MeetingOpened,
    MembersArrived,
    MembersLeft,
    MembersRecused,
    MinutesSettled,
    ProxyGiven,
    SubstituteSat,
    VideoconferenceDecided,
    VotesNamed,
)
from domain.assembly.rules import (
    ballot_kind,
    convocation_state,
    quorum_needed,
    remotely_forbidden,
)
from domain.events import CouncilVoted
from domain.law.book import Law
from domain.law.majorities import adopted_cast
from domain.words import (
    BallotIrregularity,
    BallotKind,
    Body,
    Casting,
    ConvocationState,
    ItemNature,
    Outcome,
    RecusalGround,
)


@dataclass(frozen=True)
class Meeting:
    """What present knowledge holds of one meeting."""

    name: str
    chronicle: Chronicle
    bodies: Bodies
    law: Law
    """The rules by which it is judged: those in force on the day it is held."""
    another: Callable[[str], "Meeting"]
    """Other meetings, by name: a second meeting looks at the first."""

    # --- What was done ----------------------------------------------------------------------------

    @cached_property
    def convened(self) -> Happened[MeetingConvened] | None:
        return next(iter(self.chronicle.all(MeetingConvened)), None)

    @cached_property
    def opened(self) -> Happened[MeetingOpened] | None:
        return next(iter(self.chronicle.all(MeetingOpened)), None)

    @property
    def body(self) -> Body | None:
        return self.convened.payload.body if self.convened else None

    @property
    def held(self) -> date | None:
        return self.convened.payload.held if self.convened else None

    def convened_by(self, on: date) -> bool:
        return self.convened is not None and self.convened.day <= on

    def opened_by(self, on: date) -> bool:
        return self.convened_by(on) and self.opened is not None and self.opened.day <= on

    def settled(self, on: date) -> date | None:
        """The day on which its minutes were settled, by a legal day (R-3.5)."""
        return next((fact.day for fact in self.chronicle.by(MinutesSettled, on)), None)

    def item(self, number: int) -> AgendaItem | None:
        """The item of that place on the agenda; None where there is none."""
        agenda = self.convened.payload.agenda if self.convened else ()
        return agenda[number - 1] if 1 <= number <= len(agenda) else None

    def numbers(self, on: date) -> list[int]:
        """Items of the agenda, then those put to the vote by a day without being on it."""
        agenda = self.convened.payload.agenda if self.convened else ()
        voted = (ballot.payload.item for ballot in self.ballots() if ballot.day <= on)
        return [*range(1, len(agenda) + 1), *(item for item in voted if item > len(agenda))]

    def ballot(self, item: int) -> Happened[BallotHeld] | None:
        """The ballot on an item, the first in order where two stand."""
        return self._ballots.get(item)

    def ballots(self) -> list[Happened[BallotHeld]]:
        """The ballot that counts on each item put to the vote."""
        return [ballot for _, ballot in sorted(self._ballots.items(), key=itemgetter(0))]

    @cached_property
    def _ballots(self) -> dict[int, Happened[BallotHeld]]:
        found: dict[int, Happened[BallotHeld]] = {}
        for ballot in self.chronicle.all(BallotHeld):
            found.setdefault(ballot.payload.item, ballot)
        return found

    def as_vote(self, ballot: BallotHeld) -> CouncilVoted:
        """A ballot as the council's vote on a deliberation: members in office of that day (R-1.13).

        Recusals do not change them: interested members stay in the number (R-1.10).
        """
        return CouncilVoted(
            day=ballot.day,
            documents=ballot.documents,
            recorder=ballot.recorder,
            votes_for=ballot.votes_for,
            votes_against=ballot.votes_against,
            abstentions=ballot.abstentions,
            in_office=len(self.bodies.council(self.held)) if self.held else 0,
            secret=ballot.kind is BallotKind.SECRET,
            casting=ballot.casting,
            as_held=ballot.as_held,
        )

    # --- Convocation (R-3.2, R-4.2) ----------------------------------------------------------------

    @property
    def clear_days(self) -> int:
        """Whole days between the sending and the meeting (jours francs, R-2.3)."""
        assert self.convened is not None
        return (self.convened.payload.held - self.convened.day).days - 1

    def needed_days(self, urgent: bool = False) -> int:
        """Clear days between sending and meeting that its body asks for. Raises NoLawOn.

        ``urgent``: those below which urgency itself does not go (R-3.2, R-7.3).
        """
        if self.body is Body.MAYORS_CONFERENCE:
            return self._notice("conference-agenda")
        return self._notice("urgent-convocation" if urgent else "convocation")

    @property
    def second_days(self) -> int:
        """Clear days between a second sending and its meeting (R-4.2). Raises NoLawOn."""
        return self._notice("second-convocation")

    def _notice(self, key: str) -> int:
        assert self.held is not None
        return self.law.notice(key, self.held).days.n

    def convocation(self, item: int | None = None, on: date = date.max) -> ConvocationState | None:
        """Whether it was regularly convened, for an item of a second meeting or as a whole."""
        if self.convened is None or self.body is Body.COMMISSION:
            return None
        notice = self.convened.payload
        if notice.omitted:
            return ConvocationState.IRREGULAR
        if self._taken_up_again(item, on):
            return ConvocationState.REGULAR
        # The mayors' conference knows no urgency (R-7.3); another body may refuse it.
        urgent = notice.urgency and self.body is not Body.MAYORS_CONFERENCE
        refused = self.opened_by(on) and not self._urgency_accepted
        return convocation_state(
            self.clear_days,
            needed=self.needed_days(),
            in_urgency=self.needed_days(urgent=True) if urgent and not refused else None,
        )

    @property
    def _urgency_accepted(self) -> bool:
        return self.opened is None or self.opened.payload.urgency_accepted

    def _taken_up_again(self, item: int | None, on: date) -> bool:
        """An item that a second meeting may take up without quorum; without one, whether any."""
        if item is not None:
            return self.without_quorum(item, on)
        agenda = self.convened.payload.agenda if self.convened else ()
        return any(self.without_quorum(n, on) for n in range(1, len(agenda) + 1))

    def without_quorum(self, item: int, on: date = date.max) -> bool:
        """The council decides without quorum: second convocation, same question (R-4.2)."""
        if self.convened is None or self.convened.payload.second_of is None:
            return False
        question = self.item(item)
        first = self.another(self.convened.payload.second_of)
        if question is None or self.clear_days < self.second_days or not first.opened_by(on):
            return False
        assert first.convened is not None
        return any(
            earlier.question == question.question
            and first.convocation(number, on) is not ConvocationState.IRREGULAR
            and not first.quorum_met(number, on)
            for number, earlier in enumerate(first.convened.payload.agenda, start=1)
        )

    # --- Presence, quorum, votes (R-4.1, R-4.3, R-4.6, R-4.8) ----------------------------------------

    def members(self) -> list[str]:
        """Members of the body on the day of the meeting."""
        if self.convened is None:
            return []
        notice = self.convened.payload
        return self.bodies.members(notice.body, notice.held, notice.commission)

    def in_the_room(self, item: int, on: date = date.max) -> set[str]:
        """Who was there at an item: members and sitting substitutes, the recused not left out."""
        if not self.opened_by(on) or self.held is None:
            return set()
        members = set(self.members())
        substitutes = {
            titular: substitute
            for titular, substitute in self.bodies.substitutes(self.held).items()
            if titular in members
        }
        assert self.opened is not None
        # Only a substitute who was told to sit for the absent titular counts.
        there = set(self.opened.payload.present) & members
        moves = [
            (fact.payload.item, fact.entry.position, fact.payload)
            for fact in self.chronicle.facts
            if isinstance(fact.payload, MembersArrived | MembersLeft | SubstituteSat)
            and fact.payload.item <= item
            and fact.day <= on
        ]
        for _, _, move in sorted(moves, key=lambda found: found[:2]):
            match move:
                case MembersArrived(members=names):
                    there |= set(names) & members
                    there -= {substitutes[name] for name in names if name in substitutes}
                case MembersLeft(members=names):
                    there -= set(names)
                case SubstituteSat(member=titular):
                    if titular in substitutes and titular not in there:
                        there.add(substitutes[titular])
        return there

    def recused(self, item: int, on: date = date.max) -> dict[str, RecusalGround]:
        """Members who withdrew from an item; L. 1111-6 wins where both were declared."""
        found: dict[str, RecusalGround] = {}
        for fact in self.chronicle.by(MembersRecused, on):
            if fact.payload.item != item:
                continue
            for member in fact.payload.members:
                if found.get(member) is not RecusalGround.L1111_6:
                    found[member] = fact.payload.ground
        return found

    def present(self, item: int, on: date = date.max) -> set[str]:
        """Who counts as present at an item: the recused are left out."""
        return self.in_the_room(item, on) - set(self.recused(item, on))

    def in_office(self, item: int, on: date = date.max) -> int:
        """Members in office for an item: L. 1111-6 recusals leave the number, others do not."""
        out = {m for m, ground in self.recused(item, on).items() if ground is RecusalGround.L1111_6}
        return len([member for member in self.members() if member not in out])

    def quorum(self, item: int, on: date = date.max) -> int:
        """Needed at an item (CGCT L. 2121-17)."""
        without = self.without_quorum(item, on)
        assert self.held is not None
        share = self.law.share("quorum", self.held)
        return quorum_needed(share, self.in_office(item, on), 0, without_quorum=without)

    def quorum_met(self, item: int, on: date = date.max) -> bool:
        """Whether enough are there; never before the opening."""
        return self.opened_by(on) and len(self.present(item, on)) >= self.quorum(item, on)

    def votes(self, item: int, on: date = date.max) -> int:
        """Votes available at an item: those present, and the proxies that may be exercised."""
        return len(self.voters(item, on))

    def voters(self, item: int, on: date = date.max) -> set[str]:
        """Whose votes those are: a proxy is the vote of its giver."""
        return self.present(item, on) | self.represented(item, on).keys()

    def represented(self, item: int, on: date = date.max) -> dict[str, str]:
        """Who is represented on an item, by whom: the proxies that may be exercised (R-4.3)."""
        present, out = self.present(item, on), self.recused(item, on)
        room, members = self.in_the_room(item, on), set(self.members())
        substitutes = self.bodies.substitutes(self.held) if self.held else {}
        return {
            fact.payload.giver: fact.payload.bearer
            for fact in self.chronicle.by(ProxyGiven, on)
            if fact.payload.giver in members
            and fact.payload.giver not in room
            and substitutes.get(fact.payload.giver) not in room
            and fact.payload.bearer in present
            and fact.payload.giver not in out
        }

    def kind(self, item: int, asked_public: int, asked_secret: int) -> BallotKind:
        """How a ballot is held, from who is there (R-4.4): a secret one prevails.

        Appointments are secret unless that was waived; a videoconference votes in public (R-4.7).
        """
        about = self.qualified(item)
        if about and about.nature is not ItemNature.INITIAL_BUDGET and not about.waived:
            return BallotKind.SECRET
        if self.held is None:
            return BallotKind.ORDINARY  # nobody convened it: the ballot will be refused
        kind = ballot_kind(
            len(self.present(item)),
            asked_public,
            asked_secret,
            public=self.law.share("public-ballot", self.held),
            secret=self.law.share("secret-ballot", self.held),
        )
        remote = self.remote() and self.body in (Body.COUNCIL, Body.BUREAU)
        return BallotKind.PUBLIC if remote and kind is BallotKind.ORDINARY else kind

    # --- How it is held, item by item (R-4.4, R-4.7) -------------------------------------------------

    def remote(self, on: date = date.max) -> bool:
        """Whether it is held by videoconference."""
        return any(self.chronicle.by(VideoconferenceDecided, on))

    def qualified(self, item: int, on: date = date.max) -> ItemQualified | None:
        """What an item was said to be, where that decides how it is voted."""
        said = (fact.payload for fact in self.chronicle.by(ItemQualified, on))
        return next((about for about in said if about.item == item), None)

    def remotely_forbidden(
        self, item: int, kind: BallotKind | None = None, on: date = date.max
    ) -> bool:
        """Whether a videoconference may not vote on that item, or not by that kind of ballot."""
        about = self.qualified(item, on)
        secret = kind is BallotKind.SECRET
        return self.remote(on) and remotely_forbidden(
            about.nature if about else None, secret=secret
        )

    def named(self, item: int, on: date = date.max) -> Happened[VotesNamed] | None:
        """Who voted how at a public ballot, where that is on record."""
        found = self.chronicle.by(VotesNamed, on)
        return next((fact for fact in found if fact.payload.item == item), None)

    def unnamed(self, on: date = date.max) -> list[int]:
        """Items voted in public whose votes are not on record name by name (R-4.4)."""
        public = (b for b in self.ballots() if b.payload.kind is BallotKind.PUBLIC and b.day <= on)
        return [b.payload.item for b in public if self.named(b.payload.item, on) is None]

    # --- The ballot on an item -----------------------------------------------------------------------

    def plain_outcome(self, item: int, on: date = date.max) -> Outcome:
        """What a ballot on an item without a deliberation decided (R-4.3)."""
        ballot = self.ballot(item)
        if ballot is None or ballot.day > on:
            return Outcome.NONE
        adopted = adopted_cast(
            ballot.payload.votes_for,
            ballot.payload.votes_against,
            casting_for=ballot.payload.casting is Casting.FOR,
            secret=ballot.payload.kind is BallotKind.SECRET,
        )
        return Outcome.ADOPTED if adopted else Outcome.REJECTED

    def obstacles(
        self, item: int, on: date = date.max, kind: BallotKind | None = None
    ) -> list[BallotIrregularity]:
        """Why such a ballot on that item may not be held: agenda, convocation, quorum, place."""
        found = []
        if self.item(item) is None:
            found.append(BallotIrregularity.NOT_ON_AGENDA)
        if self.convocation(item, on) is ConvocationState.IRREGULAR:
            found.append(BallotIrregularity.CONVOCATION)
        if not self.quorum_met(item, on):
            found.append(BallotIrregularity.NO_QUORUM)
        if self.remotely_forbidden(item, kind, on):
            found.append(BallotIrregularity.VIDEOCONFERENCE)
        return found

    def irregularities(self, item: int, on: date = date.max) -> list[BallotIrregularity]:
        """What the ballot on an item was held in spite of, but for the opinion of the commune."""
        ballot = self.ballot(item)
        if ballot is None or ballot.day > on:
            return []
        found = self.obstacles(item, on, ballot.payload.kind)
        if ballot.payload.ballots > self.votes(item, on):
            found.append(BallotIrregularity.TALLY)
        return found


def no_meeting(name: str) -> Meeting:
    """For whoever looks at one meeting alone: a second convocation is not what is asked about."""
    raise LookupError(name)
