"""What can go wrong on the way in or out: one sentence says what, and what to do."""

from adapters.exports.chain import Fault


class ExportError(Exception):
    """Nothing was made: what had been begun is taken back."""


class Broken(ExportError):
    """The register does not hold: nothing good would come of a copy."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(
            f"Le registre est altéré ({fault}) : « tacite verify » dit tout ; restaurez une "
            "sauvegarde d'avant."
        )


class NotAnExport(ExportError):
    def __init__(self, why: str) -> None:
        super().__init__(
            f"Ce n'est pas un export de Tacite ({why}) : donnez ce que « tacite export » ou "
            "« tacite backup » a écrit."
        )


class BadExport(ExportError):
    """It was an export once: cut short, or altered."""

    def __init__(self, where: str, why: object) -> None:
        super().__init__(
            f"{where} : {why}. Rien n'a été repris ; refaites-le, ou prenez-en une autre copie."
        )


class NewerExport(ExportError):
    def __init__(self, found: object, known: object) -> None:
        super().__init__(
            f"L'export est au format {found}, ce programme s'arrête au format {known} : installez "
            "une version plus récente de Tacite."
        )


class NotEmpty(ExportError):
    def __init__(self, address: str) -> None:
        super().__init__(
            f"La base {address} contient déjà des tables : rien n'y a été écrit ; donnez l'adresse "
            "d'une base vide."
        )


class HalfACommand(ExportError):
    """A position between entries that were recorded together."""

    def __init__(self, position: int, first: int, last: int) -> None:
        super().__init__(
            f"--known-at : les inscriptions n° {first} à {last} ont été faites ensemble ; le registre "
            f"n'en a jamais tenu une partie (n° {position}) : donnez {first - 1} ou {last}."
        )


class AlreadyThere(ExportError):
    def __init__(self, place: object) -> None:
        self.place = place
        super().__init__(f"« {place} » existe déjà : rien n'y a été écrit ; donnez un autre nom.")


class NoFolder(ExportError):
    def __init__(self, folder: object) -> None:
        super().__init__(f"Le dossier « {folder} » n'existe pas : créez-le, ou donnez-en un autre.")


class LeftBehind(ExportError):
    def __init__(self, place: object) -> None:
        super().__init__(
            f"« {place} » est resté d'une opération interrompue : supprimez-le, si aucun programme "
            "n'est en train de l'écrire, puis recommencez."
        )


class ReaderGone(ExportError):
    def __init__(self) -> None:
        super().__init__(
            "Le programme qui lisait l'export s'est arrêté avant la fin : voyez ce qu'il dit, puis "
            "recommencez."
        )
