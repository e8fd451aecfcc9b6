"""What the register holds after the kills, against what the processes had been told."""

from collections import Counter
from dataclasses import dataclass, field

from adapters.office import Office
from domain.events import CommissionReviewed, DraftSubmitted, OpinionDeemedFavourable
from tests.torture.ledger import Said

PAGE = 1_000


@dataclass
class Findings:
    """What must stay empty, whoever was killed and when."""

    acknowledged: int = 0
    unanswered: int = 0
    """Commands whose answer a kill took away: done or not done, both are right."""
    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Rows that a rebuild would change, holes in the order, complaints of the processes."""

    @property
    def broken(self) -> bool:
        return bool(self.lost or self.duplicated or self.wrong)


def check(office: Office, said: Said, *, rows: bool = True) -> Findings:
    """The log against the ledger; the rows against a rebuild, where asked."""
    held: Counter[str] = Counter()
    versions: Counter[str] = Counter()
    findings = Findings(len(said.acknowledged), len(said.unanswered), wrong=list(said.complaints))
    position = 0
    while page := office.register.entries_after(position, PAGE):
        for entry in page:
            position += 1
            versions[entry.stream] += 1
            if (entry.position, entry.version) != (position, versions[entry.stream]):
                findings.wrong.append(f"{entry.ref} stands at {entry.position}, not {position}")
            match entry.payload:
                case DraftSubmitted(number=number):
                    held[number] += 1
                case CommissionReviewed(body=token):
                    held[token] += 1
                case OpinionDeemedFavourable():
                    held[f"M{entry.stream.rpartition('/')[2]}"] += 1
    findings.lost = sorted(said.acknowledged - held.keys())
    findings.duplicated = sorted(token for token, times in held.items() if times > 1)
    if rows:
        for difference in office.replay().differences:
            # What the replaying process had falsified when it died is no fault of the rows.
            if difference.fields != ["threshold"]:
                findings.wrong.append(f"a rebuild changes {difference}")
    return findings
