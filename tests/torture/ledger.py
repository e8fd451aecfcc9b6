"""What the processes said they did, kept outside the database: the word against which it is held.

A line goes to the file in one write, so that what was said before a kill -9 stays said.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID


@dataclass(frozen=True)
class Sent:
    """One command: what names it in its payload, its id, and the deliberation it is about."""

    token: str
    command: UUID
    number: str


@dataclass
class Said:
    """The whole ledger, read again."""

    sent: dict[str, Sent] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    @property
    def unanswered(self) -> list[Sent]:
        """Sent, and never heard of: recorded or not, only the same id can tell."""
        return [sent for token, sent in self.sent.items() if token not in self.acknowledged]

    @property
    def numbers(self) -> list[str]:
        """The deliberations whose first command was acknowledged, in order."""
        return [
            token
            for token, sent in self.sent.items()
            if sent.number == token and token in self.acknowledged
        ]


class Ledger:
    """Appends lines to one file; every process has it open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def sent(self, sent: Sent) -> None:
        self._say(f"T {sent.token} {sent.command} {sent.number}")

    def acknowledged(self, token: str) -> None:
        self._say(f"A {token}")

    def complains(self, what: str) -> None:
        self._say(f"X {' '.join(what.split())}")

    def _say(self, line: str) -> None:
        os.write(self.file, f"{line}\n".encode())

    def read(self) -> Said:
        said = Said()
        for line in self.path.read_text().splitlines():
            kind, _, rest = line.partition(" ")
            if kind == "T":
                token, command, number = rest.split()
                said.sent[token] = Sent(token, UUID(command), number)
            elif kind == "A":
                said.acknowledged.add(rest)
            else:
                said.complaints.append(rest)
        return said
