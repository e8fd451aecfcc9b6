"""What the command line asks of a correction, and of the answer to what it contradicts, besides the
law of corrections (rulebook R-9.5, R-9.6).

These stand here, and not in the domain, since the stories' language tells such corrections: what
is derived from them stays what it was, and a person at the keyboard is stopped.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.cli.errors import Usage
from domain.corrections import Standing, with_fields
from domain.deliberation.commune_asked import commune_asked, of_another_commune
from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import situation
from domain.entry import deliberation_stream
from domain.events import Correction, EntryAmended, EntryMoved, Reaction
from domain.refusals import Reason, Refused
from domain.words import LegalClass, Outcome
from projections.field_words import label
from projections.sentences import short
from projections.words import words

if TYPE_CHECKING:
    from adapters.cli.desk import Desk
    from adapters.impact import Impact
    from adapters.office import Office


def refuse_no_evidence(wanted: Correction) -> None:
    """Raises ``Refused`` for a correction to be written without a document that shows the error."""
    if not wanted.documents:
        raise Refused(Reason.NO_EVIDENCE_OF_THE_ERROR)


def refuse_no_evidence_of(answer: Reaction) -> None:
    """Raises ``Refused`` for a withdrawal or an upholding without a document that grounds it."""
    if not answer.documents:
        raise Refused(Reason.NO_EVIDENCE_OF_THE_ANSWER)


def refuse_nothing_corrected(office: "Office", wanted: Correction, found: Standing) -> None:
    """Raises ``Usage`` for a value already there, or a move to the file where it stands."""
    if isinstance(wanted, EntryMoved) and found.stream == deliberation_stream(wanted.to):
        raise Usage(
            f"--to : l'inscription {short(wanted.target)} figure déjà au dossier n° {wanted.to} ; "
            "donnez celui où elle aurait dû être."
        )
    if isinstance(wanted, EntryAmended):
        try:
            right = with_fields(found.payload, wanted.fields).model_dump(mode="json")
        except ValueError:
            return  # the domain says what is wrong with the value
        read = found.payload.model_dump(mode="json")
        shown = Dossier("", (), office.institution(), office.law)
        for field in wanted.fields:
            if field in read and read[field] == right[field]:
                raise Usage(
                    f"--set {label(field)} : l'inscription {short(wanted.target)} dit déjà "
                    f"« {words(field, read[field], shown)} » ; ne donnez que ce qui est faux."
                )


def refuse_rectifying(desk: "Desk", wanted: Correction, found: Standing) -> Correction:
    """The correction, its rectifying deliberation (class 2) by its project number.

    Raises ``NotFound`` where there is none; ``Refused`` where it is the one that is corrected, or
    was not adopted on the day of the correction (CE, 28 November 1990, n° 75559).
    """
    if wanted.legal_class is not LegalClass.MATERIAL or wanted.rectifying_deliberation is None:
        return wanted  # the domain says whether there should be one
    rectifying = desk.dossier(wanted.rectifying_deliberation)
    if rectifying.stream in (found.stream, wanted.target.rpartition("#")[0]):
        raise Refused(Reason.RECTIFYING_ITSELF, number=rectifying.number)
    if situation(rectifying, wanted.day).outcome is not Outcome.ADOPTED:
        raise Refused(Reason.RECTIFYING_NOT_ADOPTED, number=rectifying.number, day=wanted.day)
    return wanted.model_copy(update={"rectifying_deliberation": rectifying.number})


def refuse_another_commune(office: "Office", impact: "Impact") -> None:
    """Raises ``Refused`` where a consultation on record would become that of another commune."""
    for stream in {entry.stream for entry in impact.entries}:
        if not stream.startswith(deliberation_stream("")):
            continue
        before = office.dossier(stream.removeprefix(deliberation_stream("")))
        own = tuple(entry for entry in impact.entries if entry.stream == stream)
        refuse_consulted_for_another(before, replace(before, entries=before.entries + own))


def refuse_consulted_for_another(before: Dossier, after: Dossier) -> None:
    """The same for a draft annulled and made again: the receipt proves nothing of another commune.

    What was so already is no reason to refuse what mends it.
    """
    already = {fact.ref for fact in of_another_commune(before)}
    held = [fact for fact in of_another_commune(after) if fact.ref not in already]
    if held:
        name = after.institution.commune_name
        raise Refused(
            Reason.ANOTHER_COMMUNE_ASKED,
            entries=", ".join(short(fact.ref) for fact in held),
            asked=name(commune_asked(after, held[0]) or ""),
            named=name(commune_asked(after) or ""),
        )
