"""What can go wrong with the register: one sentence says what, and what to do."""

from adapters.system_words import database_words


class RegisterError(Exception):
    """The register could not do what was asked."""


class NotARegister(RegisterError):
    """No register at this address, or the database of somebody else: nothing was written to it."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"Aucun registre de Tacite à l'adresse {address} (rien, un dossier, ou la base d'un "
            "autre usage) : vérifiez-la, ou créez un registre par « tacite init »."
        )


class AlreadyARegister(RegisterError):
    def __init__(self, address: str) -> None:
        super().__init__(
            f"Un registre se trouve déjà à l'adresse {address} : rien n'a été créé ; "
            "choisissez une autre adresse."
        )


class NewerRegister(RegisterError):
    """A program never reads, and never writes, a register whose shape it does not know."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"Le registre est au format {found}, ce programme s'arrête au format {known} : "
            "installez une version plus récente de Tacite."
        )


class OlderRegister(RegisterError):
    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"Le registre est au format {found}, ce programme demande le format {known} : "
            "sauvegardez-le avec le programme qui l'a écrit, puis mettez-le à niveau par "
            "« tacite upgrade »."
        )


class UnfinishedUpgrade(OlderRegister):
    """No longer the old shape, not yet the new one: nobody reads it before the upgrade is done."""

    def __init__(self, target: int) -> None:
        RegisterError.__init__(
            self,
            f"La mise à niveau du registre vers le format {target} a été interrompue : reprenez-la "
            "par « tacite upgrade ».",
        )


class UnsafeDatabase(RegisterError):
    """The database does not keep what it promises, so nothing is entrusted to it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"La base ne garantit pas ce qu'elle confirme ({reason}) : corrigez-la.")


class Conflict(RegisterError):
    """Somebody else recorded on the same stream in between (contrôle de concurrence optimiste)."""

    def __init__(self, stream: str) -> None:
        super().__init__(
            f"Une autre inscription vient d'être portée sur {stream} : relisez le dossier, "
            "puis recommencez."
        )


class Busy(RegisterError):
    """Nothing was recorded: another writer held the register for too long."""

    def __init__(self) -> None:
        super().__init__(
            "Le registre est occupé, rien n'a été inscrit : réessayez dans un instant."
        )


class Unavailable(RegisterError):
    """Nothing was recorded: the database does not answer, or has no room left."""

    def __init__(self, reason: object) -> None:
        super().__init__(
            f"La base du registre n'a pas pu répondre ({database_words(reason)}) : rétablissez-la, "
            "ou vérifiez son adresse (tacite config)."
        )


class OutcomeUnknown(RegisterError):
    """The answer to COMMIT was lost: recorded or not. Only the same command id can tell."""

    def __init__(self) -> None:
        super().__init__(
            "La base n'a pas confirmé : l'inscription est peut-être faite. Renvoyez la même "
            "commande, avec le même identifiant : elle ne sera pas inscrite deux fois."
        )


class NoSuchDocument(RegisterError):
    def __init__(self, sha256: str) -> None:
        super().__init__(f"La pièce {sha256} n'est pas au registre : joignez le fichier.")


class WrongDocument(RegisterError):
    def __init__(self, sha256: str) -> None:
        super().__init__(
            f"Le contenu de la pièce {sha256} n'a pas cette empreinte : joignez le bon fichier."
        )


class UnreadableEntry(RegisterError):
    """An unknown kind of entry is refused, never guessed."""

    def __init__(self, name: str, stream: str, version: int) -> None:
        super().__init__(
            f"L'inscription n° {version} de {stream}, « {name} », ne se lit pas : installez une "
            "version plus récente de Tacite, ou vérifiez le registre."
        )
