"""``tacite meeting show``: the convocation, who was there by name, how it was voted."""

import freezegun

from tests.adapters.cli.conftest import Tacite, take
from tests.adapters.cli.test_institutions import done

CONVENE = ("meeting", "convene", "M", "--held", "2026-06-25", "--day", "2026-06-18")
ITEMS = ("--item", "Un", "--item", "Deux", "--item", "Trois")


def shown(tacite: Tacite) -> str:
    return " ".join(done(tacite, "meeting", "show", "M").split())


def test_a_convocation_says_when_how_to_whom_and_with_what_it_left(tacite: Tacite) -> None:
    sent = ("--sent-at", "14:30", "--channel", "plateforme", "--on-paper", "Ahuy 1, Daix s")
    files = ("--agenda", "projet.txt", "--note", "accuse.pdf")
    said = done(tacite, *CONVENE, *ITEMS, *sent, *files)

    assert "envoyée à 14 h 30" in said
    assert "note explicative" not in said
    page = shown(tacite)
    assert "le jeudi 18 juin 2026 à 14 h 30, voie plateforme" in page
    assert "Sur papier Ahuy 1, Daix s" in page
    assert "tous : 86 membres et 14 suppléants" in page
    found = tacite("meeting", "show", "M", "--json").json["sending"]
    assert (found["sent"], found["sent_at"]) == ("2026-06-18", "14:30")
    assert (len(found["recipients"]), found["irregular"]) == (100, None)
    for digest in (found["agenda_sha256"], found["note_sha256"]):
        assert f"SHA-256 {digest[:16]}" in page


def test_whoever_was_left_out_makes_it_irregular_with_its_article(tacite: Tacite) -> None:
    said = done(tacite, *CONVENE, *ITEMS, "--omitted", "Ouges 1")

    why = "la convocation n'a pas été envoyée à Ouges 1"
    assert f"irrégulière : {why} (CGCT L. 2121-10)" in said
    assert f"Convocation irrégulière : {why} (CGCT L. 2121-10)" in shown(tacite)
    assert "85 membres et 14 suppléants, tous sauf Ouges 1" in shown(tacite)
    found = tacite("meeting", "show", "M", "--json").json["sending"]
    assert found["irregular"] == {"why": why, "article": "CGCT L. 2121-10"}
    assert f"{why} (CGCT L. 2121-10)" in tacite("check", "M").out


def test_a_convocation_without_its_note_is_cautioned_and_recorded(tacite: Tacite) -> None:
    said = done(tacite, *CONVENE, *ITEMS)
    checked = tacite("check", "M", "--json").json

    assert "Attention : aucune note explicative de synthèse" in said
    assert "CGCT L. 2121-12 et L. 5211-1" in said
    assert checked["ready"]
    assert "aucune note explicative" in checked["cautions"][0]["words"]


def test_nobody_is_both_left_out_and_served_on_paper(tacite: Tacite) -> None:
    refused = tacite(*CONVENE, *ITEMS, "--omitted", "Ouges 1", "--on-paper", "Ouges 1")
    hour = tacite(*CONVENE, *ITEMS, "--sent-at", "25:00")

    assert (refused.code, hour.code) == (2, 2)
    assert "nomment tous deux Ouges 1" in refused.err
    assert "écrivez HH:MM" in hour.err


def test_who_was_there_is_named_item_by_item_where_it_changes(tacite: Tacite) -> None:
    done(tacite, *CONVENE, *ITEMS)
    done(tacite, "meeting", "proxy", "M", "--giver", "Ouges 1", "--bearer", "Dijon 3")
    done(tacite, "meeting", "open", "M", "--absent", "Ouges 1, Ahuy 1")
    done(tacite, "meeting", "leave", "M", "Dijon 2", "--item", 2)
    done(tacite, "meeting", "recuse", "M", "Dijon 3", "--item", 3)

    page = shown(tacite)

    assert "Présents 84 : Dijon 1, Dijon 2," in page
    assert "Absents 2 : Ouges 1, Ahuy 1" in page
    assert "Représentés 1 : Ouges 1 par Dijon 3" in page
    assert "Au point 2 83 présents (sans Dijon 2)" in page
    assert "Au point 3 82 présents (sans Dijon 3) ; représentés : personne ; se retirent" in page
    one, two, three = tacite("meeting", "show", "M", "--json").json["items"]
    assert one["absent_names"] == ["Ouges 1", "Ahuy 1"]
    assert two["absent_names"] == ["Dijon 2", "Ouges 1", "Ahuy 1"]
    assert one["represented"] == [{"giver": "Ouges 1", "bearer": "Dijon 3"}]
    assert three["represented"] == []
    assert three["recused"] == [{"member": "Dijon 3", "ground": "interest"}]


def test_people_are_named_where_the_mandate_names_them_after_what_remains_to_be_done(
    tacite: Tacite,
) -> None:
    done(tacite, *CONVENE, *ITEMS)
    for seat, person in (("Dijon 1", "Ada Lovel"), ("Ouges 1", "Omer Talon")):
        done(tacite, "body", "seat", seat, "--person", person, "--day", "2026-01-01")
    done(tacite, "meeting", "proxy", "M", "--giver", "Ouges 1", "--bearer", "Dijon 1")
    done(tacite, "meeting", "open", "M", "--absent", "Ouges 1")

    page = shown(tacite)

    assert "Présents 85 : Dijon 1 (Ada Lovel), Dijon 2," in page
    assert "Représentés 1 : Ouges 1 (Omer Talon) par Dijon 1 (Ada Lovel)" in page
    assert page.index("liste des délibérations à publier") < page.index("Présents 85")


def test_a_ballot_off_the_agenda_has_its_row(tacite: Tacite) -> None:
    done(tacite, *CONVENE, "--item", "Un")
    done(tacite, "meeting", "open", "M", "--present", 60)
    ballot = ("meeting", "ballot", "M", "--for", 60, "--against", 0, "--item")
    asked = ensuite(tacite, *ballot, 2, "--as-held", "ajouté en séance")

    page = shown(tacite)

    assert "2 hors ordre du jour 60/44 ordinaire adopté : 60 pour" in page
    assert asked == "tacite meeting ballot M --item 1 --for VOIX --against VOIX"
    one, two = tacite("meeting", "show", "M", "--json").json["items"]
    assert (one["on_agenda"], one["object"], one["ballot"]) == (True, "Un", None)
    assert (two["on_agenda"], two["object"], two["outcome"]) == (False, None, "ADOPTED")
    assert two["irregular"] == ["NOT_ON_AGENDA"]
    before = tacite("meeting", "show", "M", "--on", "2026-06-24", "--json").json["items"]
    assert len(before) == 1


def test_a_tie_says_that_the_president_decided_it(tacite: Tacite) -> None:
    done(tacite, *CONVENE, *ITEMS)
    done(tacite, "meeting", "open", "M", "--present", 60)
    ballot = ("--for", 30, "--against", 30, "--casting", "for")
    for item, asking in ((1, "--asked-public"), (2, "--asked-secret")):
        done(tacite, "meeting", "ballot", "M", "--item", item, *ballot, asking, 20)

    page = shown(tacite)

    assert "adopté par la voix prépondérante du président : 30 pour, 30 contre" in page
    assert "rejeté : 30 pour, 30 contre, 0 abstention, voix prépondérante pour, sans effet" in page
    one, two, _ = tacite("meeting", "show", "M", "--json").json["items"]
    assert (one["by_casting_vote"], two["by_casting_vote"]) == (True, False)


def test_a_public_ballot_asks_for_its_votes_by_name_and_a_secret_one_never(
    tacite: Tacite,
) -> None:
    done(tacite, *CONVENE, *ITEMS)
    done(tacite, "meeting", "open", "M", "--present", 60)
    for item, asking in ((1, "--asked-public"), (2, "--asked-secret")):
        done(
            tacite,
            *("meeting", "ballot", "M", "--item", item, "--for", 60),
            "--against",
            0,
            asking,
            20,
        )

    wanted = "tacite meeting names M --item 1"
    assert wanted in shown(tacite)
    assert wanted in done(tacite, "check", "M")
    assert "--item 2 --for SIÈGES" not in shown(tacite)
    items = tacite("meeting", "show", "M", "--json").json["items"]
    assert [item["votes_to_name"] for item in items] == [True, False, False]

    done(tacite, "meeting", "names", "M", "--item", 1, "--for", 60)

    assert wanted not in shown(tacite)
    assert "Attention : point 1, scrutin public" not in tacite("check", "M").err


def ensuite(tacite: Tacite, *arguments: object) -> str:
    """The command that a step suggests."""
    _, _, said = done(tacite, *arguments).partition("Ensuite : ")
    return said.strip()


def test_each_step_of_a_meeting_says_what_is_next(tacite: Tacite) -> None:
    assert ensuite(tacite, *CONVENE, *ITEMS) == "tacite meeting open M --absent SIÈGES"
    first = "tacite meeting ballot M --item 1 --for VOIX --against VOIX"
    assert ensuite(tacite, "meeting", "open", "M", "--present", 60) == first
    ballot = ("meeting", "ballot", "M", "--for", 60, "--against", 0, "--item")
    names = "tacite meeting names M --item 1 --for SIÈGES --against SIÈGES"
    assert ensuite(tacite, *ballot, 1, "--asked-public", 20) == names
    second = "tacite meeting ballot M --item 2 --for VOIX --against VOIX"
    assert ensuite(tacite, "meeting", "names", "M", "--item", 1, "--for", 60) == second
    done(tacite, *ballot, 2)
    listed = "tacite meeting publish M --what list"
    assert ensuite(tacite, *ballot, 3) == listed
    sent = "tacite meeting inform M --what list"
    assert ensuite(tacite, *listed.split()[1:], "--day", "2026-06-30") == sent
    settle = "tacite meeting settle M --at SÉANCE-SUIVANTE"
    assert ensuite(tacite, *sent.split()[1:], "--day", "2026-06-30") == settle


def test_a_meeting_to_come_is_told_to_the_municipal_councillors_then_checked(
    tacite: Tacite,
) -> None:
    to_come = ("meeting", "convene", "N", "--held", "2026-07-09", "--item", "Un")
    copy = "tacite meeting inform N --what convocation"
    assert ensuite(tacite, *to_come, "--day", "2026-06-30") == copy
    assert ensuite(tacite, *copy.split()[1:]) == "tacite check N"
    asked = tacite("meeting", "videoconference", "N", "--json").json
    assert asked["next"] == "tacite check N"


def without_quorum(tacite: Tacite, *sent: str) -> str:
    """What comes next of a meeting that fails its quorum."""
    done(tacite, *CONVENE, "--item", "Un", "--item", "Les {tarifs}", *sent)
    return ensuite(tacite, "meeting", "open", "M", "--present", 43, "--day", "2026-06-25")


def test_without_quorum_the_next_command_is_the_second_convocation(tacite: Tacite) -> None:
    again = "tacite meeting convene SECONDE-SÉANCE --held 2026-06-29 --second-of M"
    with freezegun.freeze_time("2026-06-25T18:00:00+02:00"):
        assert without_quorum(tacite) == f"{again} --item Un --item 'Les {{tarifs}}'"


def test_without_quorum_nor_regular_convocation_the_next_command_is_the_check(
    tacite: Tacite,
) -> None:
    assert without_quorum(tacite, "--omitted", "Ouges 1") == "tacite check M"


def test_a_second_convocation_that_was_made_is_the_cure(tacite: Tacite) -> None:
    without_quorum(tacite)
    second = ("meeting", "convene", "N", "--held", "2026-06-29", "--second-of", "M")
    done(tacite, *second, "--item", "Un", "--day", "2026-06-25")

    one, other = tacite("check", "M", "--json").json["items"]
    [cured], [left] = one["obstacles"], other["obstacles"]
    arrived = ensuite(tacite, "meeting", "arrive", "M", "Dijon 1", "--item", 1)

    assert cured["cure"] == ("seconde convocation faite : N, pour le 29 juin 2026 (tacite check N)")
    assert cured["allowed_from"] == "2026-06-29"
    assert "convoquez une seconde fois" in left["cure"]
    assert arrived == "tacite check N"


def test_an_item_already_voted_is_warned_of_when_it_is_convened(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    vote = ("vote", "2026-014", "--for", 80, "--against", 0, "--day", "2026-05-28")
    done(tacite, "sweep")
    done(tacite, *vote)

    said = done(tacite, *CONVENE, "--item", "Un", "--item", "2026-014")

    assert "Attention : point 2, le conseil s'est déjà prononcé le 28 mai 2026" in said
    assert "point 1, le conseil" not in said


def test_a_draft_of_two_communes_is_qualified_as_not_required(tacite: Tacite) -> None:
    of_two = ("--object", "Rue", "--concerns", "Daix", "--concerns", "Ahuy", "--text", "projet.txt")
    draft = ("draft", "2026-030", *of_two, "--day", "2026-06-01")
    qualify = "tacite qualify 2026-030 --as not_required --reasons MOTIFS"
    assert ensuite(tacite, *draft) == qualify


def test_a_deliberation_voted_in_public_asks_for_names_then_tells_what_runs(
    tacite: Tacite,
) -> None:
    take(tacite, up_to="receive")
    done(tacite, "sweep")
    done(tacite, *CONVENE, "--item", "2026-014")
    done(tacite, "meeting", "open", "M", "--present", 60)
    ballot = ("meeting", "ballot", "M", "--item", 1, "--for", 60, "--against", 0)
    done(tacite, *ballot, "--asked-public", 20)

    assert "tacite meeting names M --item 1" in done(tacite, "show", "2026-014")
    transmit = "tacite act transmit 2026-014 --document ACCUSÉ"
    assert ensuite(tacite, "number", "2026-014", "DEL-1") == transmit
    publish = "tacite act publish 2026-014"
    assert ensuite(tacite, "act", "transmit", "2026-014", "--day", "2026-06-26") == publish
    follow = "tacite explain 2026-014"
    assert ensuite(tacite, *publish.split()[1:], "--day", "2026-06-26") == follow
    assert "27 août 2026" in done(tacite, *follow.split()[1:])


def voted(tacite: Tacite, sense: str, *ballot: object) -> str:
    """A deliberation on which Daix has spoken, put to the vote: 50 for, where 58 are needed."""
    take(tacite, up_to="receive")
    extract = ("--document", "accuse.pdf", "--voted", "2026-03-01", "--day", "2026-03-02")
    done(tacite, "opinion", "2026-014", "--sense", sense, *extract)
    done(tacite, *CONVENE, "--item", "2026-014")
    done(tacite, "meeting", "open", "M", "--present", 60)
    vote = ("--item", 1, "--for", 50, "--against", 10)
    return done(tacite, "meeting", "ballot", "M", *vote, *ballot)


def test_a_result_proclaimed_with_too_few_votes_is_contested_everywhere_with_why(
    tacite: Tacite,
) -> None:
    said = voted(tacite, "unfavourable", "--proclaimed", "ADOPTED")

    why = "proclamée adoptée, les faits la donnent rejetée, 50 pour quand il en faut 58"
    proclaimed = f"Résultat proclamé, contesté : délibération adoptée ; {why}"
    assert proclaimed in said
    assert f"Attention : délibération contestée : {why}" in said
    assert f"rejeté : 50 pour, 10 contre, 0 abstention ; contestée : {why}" in shown(tacite)
    assert f"Contestée {why}" in " ".join(done(tacite, "show", "2026-014").split())
    assert proclaimed in done(tacite, "history", "2026-014")
    sheet = tacite("show", "2026-014", "--json").json
    assert (sheet["proclaimed"], sheet["outcome"], sheet["contested"]) == (
        "ADOPTED",
        "REJECTED",
        why,
    )
    [item] = tacite("meeting", "show", "M", "--json").json["items"]
    assert item["contested"] == why


def test_a_result_on_which_the_readings_disagree_says_on_which_points(tacite: Tacite) -> None:
    said = voted(tacite, "motion_rejected")

    why = "les lectures du droit ne s'accordent pas (points en cause : avis ambigu)"
    half = "délibération adoptée selon une lecture du droit, rejetée selon l'autre"
    assert f"Résultat proclamé, contesté : {half} ; {why}" in said
    assert f"Contestée {why}" in " ".join(done(tacite, "show", "2026-014").split())


def test_a_result_that_nobody_contests_says_nothing_of_it(tacite: Tacite) -> None:
    voted(tacite, "favourable")

    assert "ontest" not in done(tacite, "show", "2026-014") + shown(tacite)
    assert tacite("show", "2026-014", "--json").json["contested"] is None


def test_a_deliberation_on_an_agenda_is_put_to_the_vote_at_its_meeting(tacite: Tacite) -> None:
    take(tacite, up_to="qualify")
    not_required = ("--as", "not_required", "--reasons", "toutes les communes")
    reviewed = ("review", "2026-014", "--body", "Finances", "--opinion", "favourable")
    done(tacite, "qualify", "2026-014", *not_required)
    assert ensuite(tacite, *reviewed) == "tacite vote 2026-014 --for VOIX --against VOIX"

    done(tacite, *CONVENE, "--item", "Un", "--item", "2026-014")
    assert ensuite(tacite, *reviewed) == "tacite check M"
    done(tacite, "meeting", "open", "M", "--present", 50, "--day", "2026-06-25")
    ballot = "tacite meeting ballot M --item 2 --for VOIX --against VOIX"
    assert ensuite(tacite, *reviewed) == ballot
