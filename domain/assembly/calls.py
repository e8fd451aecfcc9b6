"""Requests for a meeting, referrals to the mayors' conference, metropolitan days (pact, art. 5, 8)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.assembly.bodies import Bodies
from domain.assembly.chronicle import Chronicle, Happened
from domain.assembly.events import ConferenceReferred, MeetingRequested, MetropolitanDayHeld
from domain.assembly.rules import conference_request_binds, referral_result
from domain.law.book import Law
from domain.law.records import NoLawOn
from domain.words import Body, ReferralResult


class YearState(StrEnum):
    """Whether the year has had its metropolitan day (pact, art. 8)."""

    MET = "MET"
    DUE = "DUE"
    MISSED = "MISSED"


@dataclass(frozen=True)
class Calls:
    """What was asked for, and what a year asks for."""

    chronicle: Chronicle
    bodies: Bodies
    law: Law

    def is_binding(self, request: Happened[MeetingRequested]) -> bool:
        """A third of the members in office, or of the mayors; the conference at most four a year.

        None binds on a day on which no text gave that right (mayors: before 29 December 2019).
        """
        asked = request.payload
        if asked.body is Body.COUNCIL:
            share = self.law.share("council-request", asked.day)
            return asked.asking >= share.least(len(self.bodies.council(asked.day)))
        before = [
            earlier
            for earlier in self.chronicle.all(MeetingRequested)
            if earlier.payload.body is Body.MAYORS_CONFERENCE
            and earlier.day.year == asked.day.year
            and (earlier.day, earlier.entry.position) < (request.day, request.entry.position)
        ]
        try:
            share = self.law.share("conference-request", asked.day)
            a_year = self.law.count("conference-requests", asked.day)
        except NoLawOn:
            return False
        bound = sum(self.is_binding(earlier) for earlier in before)
        mayors = len(self.bodies.mayors(asked.day))
        return conference_request_binds(mayors, asked.asking, bound, share=share, a_year=a_year)

    def last_day(self, request: Happened[MeetingRequested]) -> date | None:
        """The last day to meet: for the council, when the request binds (CGCT L. 2121-9)."""
        if request.payload.body is not Body.COUNCIL or not self.is_binding(request):
            return None
        return self.law.last_day("meeting-on-request", request.day, self.bodies.institution.zone)

    def referral_result(self, referral: ConferenceReferred) -> ReferralResult:
        """Sure with a majority of the bureau's members; contested with more yes than no (R-7.4)."""
        members = len(self.bodies.bureau(referral.day))
        share = self.law.share("conference-referral", referral.day)
        return referral_result(members, referral.votes_for, referral.votes_against, share=share)

    def metropolitan_day(self, year: int, on: date) -> YearState:
        """At least one a year (pact, art. 8): met, still due, or missed."""
        if any(f.day.year == year for f in self.chronicle.by(MetropolitanDayHeld, on)):
            return YearState.MET
        return YearState.DUE if on <= date(year, 12, 31) else YearState.MISSED
