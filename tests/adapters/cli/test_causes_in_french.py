"""Causes and differences speak French, and in the words of what was known when they were recorded."""

import json
from fractions import Fraction
from pathlib import Path

from domain.law.book import LAW
from domain.law.majorities import Base, Majority
from domain.law.procedures import Effect, Unfavourable
from tests.adapters.cli.conftest import Tacite, take

NUMBER = "2026-014"
WHY = ("--class", 1, "--reason", "x", "--document", "accuse.pdf")


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_cause_is_named_by_its_sentence_and_what_it_changed_in_words(tacite: Tacite) -> None:
    take(tacite, up_to="send")
    before = tacite("status", "--json").json["position"]
    tacite("receive", NUMBER, "--day", "2026-01-12", "--document", "accuse.pdf")

    told = words(tacite("replay", "--since", before).out)

    assert f"Cause : {NUMBER}#4 (Projet reçu à la mairie de Daix" in told
    assert "[avis de la commune, " in told
    assert "échéance : délai d'avis" in told
    assert ".v1" not in told
    assert "deadline" not in told


def test_another_majority_after_an_unfavourable_opinion_is_said_in_french(
    tacite: Tacite, tmp_path: Path
) -> None:
    quarters = Unfavourable(
        effect=Effect.TWO_THIRDS_MEMBERS, majority=Majority(Fraction(3, 4), of=Base.MEMBERS)
    )
    law = json.loads(LAW.model_dump_json())
    for procedure in law["procedures"]:
        if procedure["key"] == "5211-57":
            procedure["if_unfavourable"] = json.loads(quarters.model_dump_json())
    (tmp_path / "law.json").write_text(json.dumps(law))

    told = words(tacite("replay", "--with-rules", "law.json").out)

    assert (
        "effet d'un avis défavorable au moins 2/3 des membres du conseil (effectif légal) → au moins "
        "3/4 des membres du conseil (effectif légal)"
    ) in told


def test_a_convocation_that_leaves_later_is_not_sent_yet(tacite: Tacite) -> None:
    convene = "meeting convene CM-06-25 --held 2026-06-25 --item Voeu --day 2026-06-15"
    assert tacite(*convene.split()).code == 0

    later = ("correct", "amend", "meeting/CM-06-25#1", "--set", "jour=2026-06-18", *WHY)
    seen = words(tacite(*later).out)

    assert "la séance n'est pas encore convoquée, il n'en est encore rien répondu" in seen
    assert "n'est plus convoquée" not in seen


def test_a_moment_before_the_file_existed_says_so(tacite: Tacite) -> None:
    before = tacite("status", "--json").json["position"]
    take(tacite, up_to="receive")

    told = words(tacite("diff", NUMBER, "--from", f"@{before}").out)

    assert f"À l'inscription n° {before}, ce dossier n'existait pas." in told


def test_what_was_recorded_between_is_told_in_the_words_of_its_time(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    before = tacite("status", "--json").json["position"]
    tacite("sweep", "--on", "2026-04-13")
    tacite("vote", NUMBER, "--for", 50, "--against", 30, "--day", "2026-06-25")
    span = ("--from", f"@{before}", "--to", f"@{tacite('status', '--json').json['position']}")
    asked = tacite("diff", NUMBER, *span)
    assert "l'avis de la commune étant réputé favorable" in words(asked.err)

    late = ("correct", "amend", f"{NUMBER}#4", "--set", "jour=2026-06-01", *WHY, "--apply")
    assert tacite(*late).code == 0

    assert tacite("diff", NUMBER, *span) == asked


def test_a_whole_mandate_between_two_moments_is_counted_not_listed(tacite: Tacite) -> None:
    take(tacite, up_to="qualify")
    assert tacite("mandate", "load", "--dijon").code == 0
    convened = ("meeting", "convene", "M", "--held", "2026-06-25", "--day", "2026-06-10")
    assert tacite(*convened, "--item", NUMBER).code == 0

    told = words(tacite("diff", NUMBER, "--from", f"@{NUMBER}#2").err)

    assert "bodies : 278 inscriptions (tacite history bodies)" in told
    assert "Siège Dijon 1" not in told
    assert "meeting/M#1 : Convocation du conseil" in told
