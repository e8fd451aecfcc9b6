"""The commands of the institutions: one group a subject, in the order in which a clerk meets them."""

import typer

from adapters.cli import (
    acting,
    body,
    calling,
    checking,
    cooperating,
    developing,
    mandate,
    meeting_manner,
    powers,
)
from adapters.cli.french import FrenchGroup

PANEL = "Les instances, les séances, les actes"

GROUPS = (
    ("meeting", meeting_manner.app),
    ("act", acting.app),
    ("body", body.app),
    ("mandate", mandate.app),
    ("power", powers.app),
    ("call", calling.app),
    ("development", developing.app),
    ("service", cooperating.app),
)


def add_to(app: typer.Typer) -> None:
    """Those groups, and the two commands that stand alone."""
    for name, group in GROUPS:
        app.add_typer(group, name=name, cls=FrenchGroup, rich_help_panel=PANEL)
    for alone in (checking.app, cooperating.agreements):
        app.add_typer(alone)
