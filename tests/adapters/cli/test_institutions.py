"""Bodies, meetings, acts and services at the command line."""

from pathlib import Path

import freezegun
import pytest

from tests.adapters.cli.conftest import Tacite, take

PROOF = ("--class", 1, "--reason", "émargement", "--document", "accuse.pdf")
CONVENE = (
    *("meeting", "convene", "CM-06-25", "--held", "2026-06-25"),
    *("--item", "2026-014", "--item", "Tarifs"),
)


def done(tacite: Tacite, *arguments: object) -> str:
    """What a command says when it does what it is asked."""
    found = tacite(*arguments)
    assert found.code == 0, found.err
    return found.out + found.err


def seated(tacite: Tacite) -> None:
    """A president and a bureau: the register of a new institution has none."""
    done(tacite, "body", "elect-president", "dijon 1", "--day", "2020-07-16")
    done(tacite, "body", "compose-bureau", "--members", 42, "--day", "2020-07-16")


def evening(tacite: Tacite, *, sent: str = "2026-06-18", present: int = 60) -> None:
    """A council convened on a deliberation whose commune said nothing, and opened."""
    take(tacite, up_to="receive")
    done(tacite, *CONVENE, "--day", sent)
    done(tacite, "meeting", "open", "CM-06-25", "--present", present)


def test_a_council_evening_from_the_convocation_to_the_act(tacite_on_both: Tacite) -> None:
    tacite = tacite_on_both
    evening(tacite)
    done(tacite, "meeting", "proxy", "CM-06-25", "--giver", "Flavignerot 1", "--bearer", "Dijon 3")
    done(tacite, "meeting", "leave", "CM-06-25", "Dijon 2", "--item", 2)

    held = done(tacite, "meeting", "ballot", "CM-06-25", "--item", 1, "--for", 50, "--against", 11)
    done(tacite, "act", "transmit", "2026-014", "--day", "2026-06-30")
    done(tacite, "act", "publish", "2026-014", "--day", "2026-07-01")

    assert "Point 1 mis aux voix, scrutin ordinaire : 50 pour, 11 contre, 0 abstention" in held
    assert "Résultat proclamé : délibération adoptée" in held
    shown = tacite("meeting", "show", "CM-06-25", "--json").json
    assert [item["votes"] for item in shown["items"]] == [61, 60]
    assert shown["items"][0]["outcome"] == "ADOPTED"
    assert shown["list"] == ["2026-07-02", "open"]
    assert tacite("show", "2026-014", "--json").json["stage"] == "adopted"


def test_the_meeting_computes_how_the_ballot_is_held(tacite: Tacite) -> None:
    evening(tacite)
    item = ("meeting", "ballot", "CM-06-25", "--item", 2, "--for", 30, "--against", 30)

    said = done(tacite, *item, "--asked-secret", 20, "--casting", "for")

    assert "scrutin secret" in said
    assert "Point 2 : rejeté." in said


def test_a_tally_that_does_not_add_up_is_refused_with_its_sum(tacite: Tacite) -> None:
    evening(tacite)

    refused = tacite(
        *("meeting", "ballot", "CM-06-25", "--item", 2, "--for", 40, "--against", 20),
        *("--abstain", 1),
    )

    assert refused.code == 4
    assert "40 pour + 20 contre + 1 abstention = 61, pour 60 voix" in refused.err


def test_the_absent_may_be_named_rather_than_the_present(tacite: Tacite) -> None:
    done(tacite, *CONVENE[:5], "--item", "Tarifs", "--day", "2026-06-18")

    said = done(tacite, "meeting", "open", "CM-06-25", "--absent", "dijon 7, CHENOVE 1")

    assert "Séance ouverte : 84 présents" in said


def test_without_quorum_the_clerk_is_told_at_once(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    done(tacite, *CONVENE, "--day", "2026-06-18")

    said = done(tacite, "meeting", "open", "CM-06-25", "--present", 43)

    assert "Attention : Point 1 : 43 présents pour un quorum de 44, pas atteint." in said


def test_a_late_convocation_is_recorded_and_its_cure_told(tacite: Tacite) -> None:
    take(tacite, up_to="receive")

    said = done(tacite, *CONVENE, "--day", "2026-06-20")

    assert "Convocation irrégulière : 4 jours francs" in said


def test_a_meeting_is_shown_as_it_was_known(tacite: Tacite) -> None:
    evening(tacite)
    before = tacite("status", "--json").json["position"]
    amend = ("correct", "amend", "meeting/CM-06-25#2", *PROOF, "--apply")
    done(tacite, *amend, "--set", "présents=Dijon 1, Dijon 2")

    now = tacite("meeting", "show", "CM-06-25", "--json").json["items"][0]
    then = tacite("meeting", "show", "CM-06-25", "--known-at", before, "--json").json["items"][0]

    assert (then["present"], now["present"]) == (60, 2)


def test_the_history_of_a_meeting_keeps_what_was_annulled(tacite: Tacite) -> None:
    evening(tacite)
    done(tacite, "correct", "annul", "meeting/CM-06-25#2", *PROOF, "--apply")

    shown = done(tacite, "meeting", "show", "CM-06-25")

    assert "Séance ouverte : 60 présents (CGCT L. 2121-17). Annulée : ne compte plus." in shown
    assert "Ouverte      pas encore" in shown


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("meeting", "convene", "Séance 1", "--held", "2026-06-25", "--item", "X"), "nommer"),
        (("meeting", "open", "CM-06-25"), "--present ou --absent"),
        (("meeting", "open", "CM-06-25", "--present", 87), "n'a que 86 membres"),
        (("meeting", "open", "CM-06-25", "--present", "Dijon 44"), "n'est pas un siège"),
        (("body", "vacate", "Dijou 7"), "vouliez-vous dire Dijon 7"),
        (("power", "delegate", "--to", "vice_president", "--matter", "loan"), "--member"),
        (("call", "request", "--body", "bureau", "--asking", 3), "se demandent"),
        (("mandate", "load"), "l'un des trois"),
    ],
)
def test_a_badly_written_step_says_what_to_write(
    tacite: Tacite, arguments: tuple[object, ...], why: str
) -> None:
    done(tacite, *CONVENE[:5], "--item", "Tarifs", "--day", "2026-06-18")

    found = tacite(*arguments)

    assert (found.code, why in found.err) == (2, True), found.err


def test_check_tells_why_and_from_when(tacite: Tacite) -> None:
    take(tacite, up_to="receive")  # received on 12 January: the opinion is due until 12 April
    convene = (*CONVENE[:4], "2026-04-10", *CONVENE[5:])
    done(tacite, *convene, "--day", "2026-04-01")

    found = tacite("check", "CM-06-25")

    assert found.code == 7
    assert "l'avis de la commune n'est pas encore acquis (CGCT L. 5211-57)" in found.out
    assert "Premier jour possible : lundi 13 avril 2026." in found.out
    assert "aucune commission n'a examiné le projet" in found.err
    assert found.out.count("Ne peut pas être voté") == 1


def test_check_passes_where_nothing_stands_in_the_way(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    done(tacite, *CONVENE, "--day", "2026-06-18")

    found = tacite("check", "CM-06-25")

    assert found.code == 0
    assert "Rien ne s'y oppose." in found.out


@pytest.mark.parametrize(("today", "supposed"), [("2026-04-12", True), ("2026-04-13", False)])
def test_check_says_that_it_supposes_a_silence_until_its_last_day(
    tacite: Tacite, today: str, supposed: bool
) -> None:
    with freezegun.freeze_time(f"{today}T10:00:00Z"):
        take(tacite, up_to="receive")  # the opinion is due until 12 April
        done(tacite, *CONVENE, "--day", today)
        found = tacite("check", "CM-06-25")

    told = " ".join((found.out + found.err).split())
    assert found.code == 0
    assert ("Rien ne s'y oppose, si la commune se tait jusqu'au 12 avril 2026." in told) is supposed
    assert ("défavorable, il demanderait 58 voix" in told) is supposed
    assert ("Rien ne s'y oppose." in told) is not supposed


@pytest.mark.parametrize(("present", "enough"), [(58, True), (57, False)])
def test_check_tells_the_votes_needed_beside_those_that_can_be_given(
    tacite: Tacite, present: int, enough: bool
) -> None:
    take(tacite, up_to="receive")
    against = ("--sense", "unfavourable", "--document", "accuse.pdf", "--day", "2026-03-10")
    done(tacite, "opinion", "2026-014", *against)
    done(tacite, *CONVENE, "--day", "2026-06-18")

    before = tacite("check", "CM-06-25", "--on", "2026-06-24")
    done(tacite, "meeting", "open", "CM-06-25", "--present", present)
    opened = tacite("check", "CM-06-25")

    assert (
        "Il y faut 58 voix, les deux tiers des membres ; 86 voix peuvent être données."
        in before.out
    )
    assert f"{present} voix peuvent être données" in opened.out
    assert opened.code == 0
    assert ("ne peut pas être adoptée" in opened.err) is not enough
    first, other = tacite("check", "CM-06-25", "--json").json["items"]
    assert (first["threshold"], first["votes"]) == (58, present)
    assert (other["threshold"], other["votes"]) == (None, present)


def test_check_asks_for_a_signed_decision_on_a_delegated_matter(tacite: Tacite) -> None:
    done(
        tacite,
        *("draft", "2026-020", "--object", "Bail", "--concerns", "Daix", "--concerns", "Talant"),
        *("--text", "projet.txt", "--matter", "lease_renewal", "--day", "2026-05-04"),
    )
    done(
        tacite,
        *("qualify", "2026-020", "--as", "not_required", "--reasons", "deux communes"),
        *("--day", "2026-05-05"),
    )
    done(
        tacite,
        *("power", "delegate", "--to", "president", "--matter", "lease_renewal"),
        *("--day", "2026-05-06"),
    )
    done(tacite, *CONVENE[:5], "--item", "2026-020", "--day", "2026-06-18")

    found = tacite("check", "CM-06-25", "--json")

    [item] = found.json["items"]
    assert found.code == 0
    assert [c["rule"] for c in item["cautions"]] == ["R-5.2", "R-6.2"]
    assert item["cautions"][0]["certainty"] == "I"


def test_a_second_meeting_is_checked_without_quorum(tacite: Tacite) -> None:
    done(tacite, *CONVENE[:5], "--item", "Tarifs", "--day", "2026-06-18")
    done(tacite, "meeting", "open", "CM-06-25", "--present", 43)
    again = ("meeting", "convene", "CM-06-29", "--held", "2026-06-29", "--item", "Tarifs")
    done(tacite, *again, "--second-of", "CM-06-25", "--day", "2026-06-25")

    assert tacite("check", "CM-06-25").code == 7
    assert "aucun quorum requis" in done(tacite, "check", "CM-06-29")


def test_a_body_is_shown_on_its_day(tacite: Tacite) -> None:
    seated(tacite)
    appoint = ("body", "appoint", "Talant 1", "--as", "vice_president", "--roads")
    done(tacite, *appoint, "--day", "2026-04-10")

    roads = ("body", "show", "commission", "--commission", "voirie")
    assert "Présidence : Talant 1" in done(tacite, *roads, "--on", "2026-04-10")
    assert "Présidence : vacante" in done(tacite, *roads, "--on", "2026-04-09")
    assert tacite("body", "show", "bureau", "--json").json["count"] == 42


def test_every_other_step_has_its_command(tacite: Tacite) -> None:
    seated(tacite)
    for line in (
        "body vacate Talant_1 --day 2026-03-01",
        "body fill Talant_1 --day 2026-04-01",
        "body seat Talant_1 --person Camille",
        "body compose-development-council --men 30 --women 31",
        "body join Dijon_3 --commission Administration",
        "body extra Daix --commission Administration --number 2",
        "meeting convene C-1 --held 2026-06-20 --body commission --commission Admin --item Plans"
        " --day 2026-06-10",
        "body replace C-1 Dijon_3 --by Claude --commune Dijon --day 2026-06-15",
        "power delegate --to bureau --matter public_contract --day 2026-04-10",
        "power decide --by bureau --matter public_contract --object Marché --number B-1",
        "power end powers#1",
        "call request --body council --asking 29 --day 2026-06-01",
        "call refer --for 22 --against 3",
        "call metropolitan-day",
        "call renewal --day 2026-03-22",
        "call pact",
        "service create SIG Dijon Chenôve --day 2019-01-01",
        "service join SIG Talant",
        "service leave SIG Chenôve",
        "agree Talant Dijon --object Conservatoire --until 2026-12-31",
        "meeting convene CM-1 --held 2026-06-25 --item Un --item Deux --day 2026-06-18",
        "meeting substitute CM-1 Daix_1",
        "meeting open CM-1 --present 50",
        "meeting arrive CM-1 Ouges_1 --item 2",
        "meeting recuse CM-1 Dijon_2 --item 1 --ground l1111_6",
        "meeting publish CM-1 --what list",
        "meeting inform CM-1 --what list",
        "meeting inform CM-1 --what convocation",
        "meeting convene CF-1 --held 2026-06-11 --body mayors_conference --item Eau --day 2026-06-01",
        "meeting open CF-1 --present 20",
        "meeting inform CF-1 --what opinions",
        "meeting convene CM-2 --held 2026-06-30 --item Un --day 2026-06-20",
        "meeting open CM-2 --present 50",
        "meeting settle CM-1 --at CM-2",
    ):
        words = [word.replace("_", " ") if word[0].isupper() else word for word in line.split()]
        done(tacite, *words)


def test_a_request_says_whether_it_binds_and_until_when(tacite: Tacite) -> None:
    enough = ("call", "request", "--body", "council", "--asking", 29, "--day", "2026-06-01")
    short = ("call", "request", "--body", "council", "--asking", 28, "--day", "2026-06-01")

    assert "à réunir le mercredi 1er juillet 2026 au plus tard" in done(tacite, *enough)
    assert "La demande n'oblige pas." in done(tacite, *short)


def test_the_note_goes_into_the_register_with_the_convocation(tacite: Tacite, place: Path) -> None:
    (place / "note.txt").write_text("Note de synthèse.\n", encoding="utf-8")

    said = tacite(
        *CONVENE[:5], "--item", "Un", "--note", "note.txt", "--day", "2026-06-18", "--json"
    )

    [entry] = said.json["entries"]
    assert [document["name"] for document in entry["documents"]] == ["note.txt"]


# --- A mandate from a file -----------------------------------------------------------------------


def test_dijon_s_mandate_and_cooperation_are_taken_over_once(tacite_on_both: Tacite) -> None:
    tacite = tacite_on_both

    assert "309 inscriptions" in done(tacite, "mandate", "load", "--dijon")
    assert "rien n'a été écrit" in done(tacite, "mandate", "load", "--dijon")
    bureau = tacite("body", "show", "bureau", "--json").json
    assert bureau["count"] == 42
    assert {member["capacity"] for member in bureau["members"]} == {
        "president",
        "vice_president",
        "delegated",
        "councillor",
    }


def test_the_template_can_be_loaded(tacite: Tacite, place: Path) -> None:
    (place / "m.csv").write_text(done(tacite, "mandate", "load", "--template"), encoding="utf-8")

    assert "10 inscriptions" in done(tacite, "mandate", "load", "m.csv")


def test_a_service_says_its_scheme_and_the_deliberations_that_decided_it(
    tacite: Tacite, place: Path
) -> None:
    create = ("service", "create", "Assurances", "Dijon", "--scheme", "Schéma 2018-2020")
    said = done(tacite, *create, "--deliberation", "DM2018-11-29", "--day", "2019-01-01")
    join = ("service", "join", "Assurances", "Talant", "--deliberation", "2019-12")
    joined = done(tacite, *join, "--day", "2019-04-01")
    left = done(tacite, "service", "leave", "Assurances", "Talant", "--deliberation", "2020-3")
    lines = (
        "kind,from,name,commune,scheme,deliberation",
        "service,2019-06-30,Droit des sols,Dijon,Schéma 2018-2020,DM2019-1",
        "service,2019-06-30,Droit des sols,Talant,Schéma 2018-2020,DM2019-1",
        "service,2019-06-30,Droit des sols,Daix,,2019-44",
    )
    (place / "m.csv").write_text("\n".join(lines), encoding="utf-8")
    assert "2 inscriptions" in done(tacite, "mandate", "load", "m.csv")

    assert "Dijon ; Schéma 2018-2020 ; délibération n° DM2018-11-29 (pacte, art. 11)" in said
    assert "Talant ; délibération n° 2019-12" in joined
    assert "Talant ; délibération n° 2020-3" in left
    shown = tacite("service", "show", "Droit des sols", "--json").json["services"]
    assert [(s["scheme"], s["deliberation"]) for s in shown] == [("Schéma 2018-2020", "DM2019-1")]
    assert [commune["name"] for commune in shown[0]["communes"]] == ["Dijon", "Talant", "Daix"]
    assert "Daix ; délibération n° 2019-44" in done(tacite, "history", "cooperation")


def test_a_scheme_is_said_of_a_service_and_of_no_other_row(tacite: Tacite, place: Path) -> None:
    lines = (
        "kind,from,name,commune,scheme,deliberation",
        "service,2019-06-30,Droit des sols,Dijon,Schéma 2018-2020,",
        "service,2019-06-30,Droit des sols,Daix,Un autre,",
        "agreement,2020-07-16,Les Rencontres,Dijon,Schéma 2018-2020,",
        "agreement,2020-07-16,Les Rencontres,Talant,,12",
    )
    (place / "m.csv").write_text("\n".join(lines), encoding="utf-8")

    found = tacite("mandate", "load", "m.csv")

    assert [line.partition(" : ")[0] for line in found.err.splitlines()[1:]] == [
        "m.csv, ligne 3, colonne scheme",
        "m.csv, ligne 4, colonne scheme",
        "m.csv, ligne 5, colonne deliberation",
    ]


def test_every_bad_line_is_named_and_nothing_is_written(tacite: Tacite, place: Path) -> None:
    before = tacite("status", "--json").json["position"]
    lines = (
        "kind,from,seat,person,name,commune,until",
        "seat,2026-04-10,Dijon 1,Camille Exemple,,,",
        "seat,2026-04-31,Dijon 2,Camille Exemple,,,",
        "seat,2026-04-10,Dijon 99,Camille Exemple,,,",
        "maire,2026-04-10,Dijon 2,,,,",
        "president,2026-04-10,Dijon 2,Camille,,,",
        "commission,2026-04-10,Dijon 3,,,,",
        "vice_president,2026-12-01,Dijon 4,,,,",
        "service,2026-04-10,,,SIG,Beaune,",
    )
    (place / "m.csv").write_text("\n".join(lines), encoding="utf-8")

    found = tacite("mandate", "load", "m.csv")

    assert found.code == 2
    assert [line.partition(" : ")[0] for line in found.err.splitlines()[1:]] == [
        "m.csv, ligne 3, colonne from",
        "m.csv, ligne 4, colonne seat",
        "m.csv, ligne 5, colonne kind",
        "m.csv, ligne 6, colonne person",
        "m.csv, ligne 7, colonne name",
        "m.csv, ligne 8",
        "m.csv, ligne 9, colonne commune",
    ]
    assert tacite("status", "--json").json["position"] == before


def test_a_videoconference_is_checked_and_votes_by_name(tacite: Tacite) -> None:
    convene = "meeting convene CM-1 --held 2026-06-25 --item Tarifs --item Jury --day 2026-06-18"
    done(tacite, *convene.split())
    jury = "meeting qualify CM-1 --item 2 --nature appointment --day 2026-06-18"
    done(tacite, *jury.split())
    live = done(tacite, "meeting", "videoconference", "CM-1", "--day", "2026-06-19")

    checked = tacite("check", "CM-1")

    assert "retransmise en direct" in live
    assert checked.code == 7
    assert "scrutin secret ne se vote pas par visioconférence" in " ".join(checked.out.split())
    assert "aucune encore en un seul lieu ce semestre" in " ".join(checked.err.split())
    done(tacite, "meeting", "open", "CM-1", "--present", 60)
    ballot = ("meeting", "ballot", "CM-1", "--item", 1, "--for", 58, "--against", 2)
    held = done(tacite, *ballot)
    assert "scrutin public" in held
    names = ("meeting", "names", "CM-1", "--item", 1, "--for", 58, "--against")
    wrong = tacite(*names, "Quetigny 2")
    assert wrong.code == 4
    assert "58 noms pour, 1 contre, 0 en abstention" in " ".join(wrong.err.split())
    done(tacite, *names, "Quetigny 2, Quetigny 3")
    shown = " ".join(tacite("meeting", "show", "CM-1", "--item", 1).out.split())
    assert "Votes contre Quetigny 2, Quetigny 3" in shown
    assert "plusieurs, par visioconférence" in shown


def test_a_missing_opinion_of_the_development_council_warns_and_never_blocks(
    tacite: Tacite, tmp_path: Path
) -> None:
    text = tmp_path / "projet.txt"
    text.write_text("Article 1er.")
    draft = ("draft", "2026-015", "--object", "Projet", "--concerns", "Dijon", "--concerns", "Daix")
    done(tacite, *draft, "--matter", "territory_project", "--text", text, "--day", "2026-01-05")
    qualified = ("qualify", "2026-015", "--as", "not_required", "--reasons", "x")
    done(tacite, *qualified, "--day", "2026-01-05")
    convene = ("meeting", "convene", "CM-1", "--held", "2026-06-25", "--item", "2026-015")
    done(tacite, *convene, "--day", "2026-06-18")

    checked = tacite("check", "CM-1")
    shown = tacite("show", "2026-015", "--on", "2026-06-18")

    assert checked.code == 0
    assert "n'est pas saisi ; attendez-le, ou qu'une décision signée" in " ".join(
        checked.err.split()
    )
    assert "CGCT L. 5211-10-1" in checked.err
    assert "Recueillir l'avis du conseil de développement" in " ".join(shown.out.split())
    referral = ("development", "refer", "2026-015", "--due", "2026-06-24")
    done(tacite, *referral, "--day", "2026-06-18")
    assert "jusqu'au 24 juin 2026" in tacite("check", "CM-1", "--on", "2026-06-24").err
    assert "développement" not in tacite("check", "CM-1", "--on", "2026-06-25").err
    done(tacite, "development", "opinion", "2026-015", "--opinion", "none", "--day", "2026-06-20")
    assert "développement" not in tacite("check", "CM-1", "--on", "2026-06-24").err
