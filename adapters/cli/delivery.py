"""Handing over bytes: to a new file, or to stdout."""

import sys
from pathlib import Path

from adapters.cli.errors import Usage
from adapters.system_words import system_words


def deliver(content: bytes, output: str) -> None:
    """To a new file, or to stdout; a file that holds something else is never written over."""
    if output == "-":
        if sys.stdout.isatty() and b"\0" in content:
            raise Usage("Cette pièce n'est pas du texte : donnez --output FICHIER.")
        sys.stdout.buffer.write(content)
        return
    path = Path(output)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        if path.is_dir() or path.read_bytes() != content:
            raise Usage(f"--output : « {output} » existe déjà ; choisissez un autre nom.") from None
    except OSError as error:
        raise Usage(
            f"--output : « {output} » ne s'écrit pas ({system_words(error)}) ; donnez un autre nom."
        ) from None
