"""The heavy half of a command, imported when it runs: help pages do not wait for a database."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from adapters.cli.options import Place, Taking

if TYPE_CHECKING:
    from adapters.cli.assembling import Proceeding
    from adapters.cli.desk import Desk
    from adapters.cli.recording import Step


def desk(place: Place) -> AbstractContextManager["Desk"]:
    """The desk over the register that the options and settings name."""
    from adapters.cli.desk import desk as opened

    return opened(place)


def step(taking: Taking) -> AbstractContextManager["Step"]:
    """The step that the options describe, about to be put on record."""
    from adapters.cli.recording import step as opened

    return opened(taking)


def proceeding(taking: Taking, meeting: str | None = None) -> AbstractContextManager["Proceeding"]:
    """The step of a body or of a meeting that the options describe."""
    from adapters.cli.assembling import proceeding as opened

    return opened(taking, meeting)
