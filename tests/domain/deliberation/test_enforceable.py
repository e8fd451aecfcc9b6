"""Since when an act is enforceable is told where a clerk looks, and so is what it still lacks (R-9.1)."""

from datetime import date

from domain.assembly.meeting_events import ActPublished, ActTransmitted
from domain.deliberation.dossier import Dossier
from domain.deliberation.explain import explain
from domain.deliberation.next_steps import next_steps
from domain.deliberation.situation import situation
from domain.entry import Payload
from domain.words import Qualification
from tests.domain.deliberation.dossiers import NUMBER, empty, taken
from tests.offices import draft, qualified, vote

JANUARY, VOTED = date(2026, 1, 12), date(2026, 6, 25)
TRANSMITTED, PUBLISHED = ActTransmitted(day=date(2026, 6, 30)), ActPublished(day=date(2026, 7, 1))
JULY = date(2026, 7, 1)


def adopted(*more: Payload, yes: int = 80) -> Dossier:
    return taken(
        empty(),
        draft(NUMBER, JANUARY),
        qualified(JANUARY, Qualification.NOT_REQUIRED),
        vote(VOTED, yes, 86 - yes),
        *more,
    )


def told(dossier: Dossier, on: date) -> dict[str, str]:
    """The chapter, by label: the value and its article."""
    chapters = explain(situation(dossier, on))
    found = next((c for c in chapters if c.title == "L'acte est-il exécutoire ?"), None)
    return {w.label: f"{w.value} [{w.article} ; {w.rule}]" for w in found.workings} if found else {}


def test_the_chapter_tells_each_day_with_its_article() -> None:
    assert told(adopted(TRANSMITTED, PUBLISHED), JULY) == {
        "Transmission": "acte reçu en préfecture le 30 juin 2026 [CGCT L. 2131-1, L. 2131-2 ; R-9.1]",
        "Publication": "acte mis en ligne le 1er juillet 2026 [CGCT L. 2131-1, R. 2131-1 ; R-9.1]",
        "Exécutoire": "depuis le 1er juillet 2026 [CGCT L. 2131-1 ; R-9.1]",
        "Recours des tiers": "2 mois francs à compter de la publication du 1er juillet 2026 : "
        "jusqu'au mercredi 2 septembre 2026 [CJA R. 421-1 ; R-9.3]",
        "Retrait, s'il est illégal": "4 mois à compter du vote du 25 juin 2026 : jusqu'au "
        "dimanche 25 octobre 2026 [CRPA L. 242-1 et L. 243-3 ; R-9.4]",
    }


def test_until_both_are_done_it_says_what_is_missing() -> None:
    assert "n'étant ni transmis au préfet ni publié" in told(adopted(), VOTED)["Exécutoire"]
    assert "n'étant pas publié" in told(adopted(TRANSMITTED), JULY)["Exécutoire"]
    assert "n'étant pas transmis" in told(adopted(PUBLISHED), JULY)["Exécutoire"]


def test_days_before_the_vote_are_doubted() -> None:
    early = adopted(ActTransmitted(day=JANUARY), ActPublished(day=JANUARY))

    assert "précède le vote du 25 juin 2026" in told(early, JULY)["Exécutoire"]


def test_what_was_rejected_is_no_act() -> None:
    rejected = adopted(TRANSMITTED, yes=6)

    assert told(rejected, JULY) == {}
    assert not {"transmit", "publish"} & {step.key for step in next_steps(rejected, JULY)}


def test_after_an_adopted_vote_the_act_is_to_be_transmitted_and_published() -> None:
    def keys(dossier: Dossier) -> list[str]:
        return [step.key for step in next_steps(dossier, JULY)]

    assert keys(adopted()) == ["number", "transmit", "publish"]
    assert keys(adopted(TRANSMITTED)) == ["number", "publish"]
    assert keys(adopted(TRANSMITTED, PUBLISHED)) == ["number"]
