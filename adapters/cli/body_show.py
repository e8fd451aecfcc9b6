"""``tacite body show``: one body on a legal day, member by member."""

from adapters.assembly import commission_named
from adapters.cli.assembling import asking_assembly
from adapters.cli.errors import Usage
from adapters.cli.options import Knowing
from adapters.cli.output import cell, grid, say, show
from domain.assembly.bodies import COMMISSIONS
from domain.law.french import many
from domain.words import Body
from projections.assembly_answers import CAPACITIES
from projections.assembly_sentences import BODIES_WORDS


def show_body(asking: Knowing, body: Body, which: str | None) -> None:
    """Who is in it that day, in which capacity, and by what name where it is on record."""
    name = commission_named(which) if which else None
    if (body is Body.COMMISSION) != (name in COMMISSIONS):
        raise Usage(f"--commission nomme une commission, parmi : {', '.join(COMMISSIONS)}.")
    with asking_assembly(asking) as (there, institutions, at):
        bodies = institutions.bodies
        chair = bodies.chair(name, at.on) if name else bodies.president(at.on)
        if body is Body.DEVELOPMENT_COUNCIL:
            chair = None  # its own affair (CGCT L. 5211-10-1): the register is not told
            members, count = [], bodies.development_council(at.on)
        else:
            members = bodies.members(body, at.on, name)
            count = len(members)
        extra = {c: n for c, (where, n) in bodies.extra().items() if where == name}
        if there.as_json:
            there.envelope(
                "body-show",
                at.known_at,
                at.on,
                body=body,
                commission=name,
                chair=chair,
                count=count,
                extra=extra,
                members=[
                    {
                        "seat": member,
                        "person": bodies.person(member, at.on),
                        "capacity": bodies.capacity(member, at.on),
                    }
                    for member in members
                ],
            )
            return
        called = f"{BODIES_WORDS[body]}{f' « {name} »' if name else ''}"
        say(f"{called[0].upper()}{called[1:]}, {at.words} : {many(count, 'membre')}", "bold")
        if body is not Body.DEVELOPMENT_COUNCIL:
            say(f"Présidence : {chair or 'vacante'}")
        for code, number in extra.items():
            commune = institutions.institution.commune_name(code)
            say(
                f"{commune} y envoie {many(number, 'conseiller municipal', 'conseillers municipaux')}"
            )
        if not members:
            return
        table = grid("Siège", "Nom", "Qualité", folded=("Nom",))
        for member in members:
            capacity = bodies.capacity(member, at.on)
            table.add_row(
                member,
                cell(bodies.person(member, at.on)),
                CAPACITIES[capacity] if capacity else "—",
            )
        show(table)
