"""The lawyer's page for bodies and meetings: their entries told, their questions answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from adapters.office import Office
from adapters.stories.language import Question
from adapters.stories.teller import Told
from domain.assembly.meeting_events import MeetingConvened
from domain.entry import Entry, Payload
from domain.institution import Institution
from domain.law.book import LAW
from projections.assembly_answers import subject_words
from projections.assembly_journal import entry_sentence
from projections.assembly_sentences import institution_sentence
from projections.catch_up import PREFIX
from projections.subjects import MEETINGS

INSTITUTION_ATTEMPTS: Mapping[str, str] = {
    "vacate": "vacance de sièges",
    "fill": "sièges pourvus",
    "appoint": "nomination",
    "compose": "composition d'une instance",
    "join": "choix d'une commission",
    "replace": "remplacement à une commission",
    "extra": "envoi de conseillers municipaux",
    "delegate": "délégation",
    "decide": "décision par délégation",
    "end": "fin de ce qu'une inscription avait commencé",
    "request": "demande de réunion",
    "refer": "saisine de la conférence des maires",
    "convene": "convocation",
    "open": "ouverture de la séance",
    "arrive": "arrivée",
    "leave": "départ",
    "substitute": "suppléance",
    "proxy": "pouvoir",
    "recuse": "retrait d'élus intéressés",
    "videoconference": "décision d'une visioconférence",
    "qualify_item": "nature d'un point",
    "name_votes": "votes nom par nom",
    "ballot": "mise aux voix",
    "settle": "arrêt du procès-verbal",
    "publish": "publication",
    "inform": "envoi aux conseillers municipaux",
    "transmit": "réception par la préfecture",
    "refer_draft": "saisine du conseil de développement",
    "advise": "avis du conseil de développement",
    "prefect": "échange avec la préfecture",
    "sign": "décision signée",
    "withdraw_act": "retrait de l'acte",
    "repeal_act": "abrogation de l'acte",
    "metropolitan_day": "journée métropolitaine",
    "create_service": "création d'un service commun",
    "join_service": "adhésion à un service commun",
    "leave_service": "départ d'un service commun",
    "agree": "convention entre communes",
}
"""Steps by their names, where nothing more can be said of them."""


@dataclass(frozen=True)
class Others:
    """The streams of a story that are not of a deliberation."""

    institution: Institution
    streams: Mapping[str, tuple[Entry, ...]]

    def between(self, reached: int, told: Told) -> Iterator[Entry]:
        """What was recorded there since the last step told."""
        for entries in self.streams.values():
            yield from (e for e in entries if reached < e.position <= told.position)

    def sentence(self, entry: Entry) -> tuple[str, str]:
        """What an entry said when it was recorded, and the text behind it."""
        known = [e for e in self.streams[entry.stream] if e.position <= entry.position]
        return entry_sentence(entry, entry.payload, known, self.institution, LAW)

    def attempted(self, payload: Payload | None) -> str | None:
        """What an entry would have said, had it not been refused."""
        found = institution_sentence(payload, self.institution) if payload else None
        return found[0] if found else None


def others(office: Office) -> Others:
    """All the streams of a register that are not of a deliberation."""
    streams = (stream for stream in office.register.streams() if not stream.startswith(PREFIX))
    return Others(office.institution(), {s: tuple(office.register.entries(s)) for s in streams})


def meeting_of(entry: Entry) -> str:
    """The meeting whose stream it is on; a convocation names it itself."""
    if isinstance(entry.payload, MeetingConvened) or not entry.stream.startswith(MEETINGS):
        return ""
    return entry.stream.removeprefix(MEETINGS)


def asked_of(question: Question) -> str:
    """What a question is about, where that is no deliberation."""
    if question.subject == "deliberation":
        return ""
    return f", {subject_words(question.subject, question.name, question.item)}"
