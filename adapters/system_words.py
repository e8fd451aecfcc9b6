"""What the system and the databases say in English when they refuse, in French."""

import errno
import re

_SYSTEM = {
    errno.ENOENT: "ce chemin n'existe pas",
    errno.EACCES: "les droits manquent",
    errno.EPERM: "les droits manquent",
    errno.EISDIR: "c'est un dossier",
    errno.ENOTDIR: "un dossier de ce chemin est un fichier",
    errno.EEXIST: "ce nom est déjà pris",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le quota du disque est atteint",
    errno.EROFS: "le disque est en lecture seule",
    errno.EIO: "le disque ne répond pas",
    errno.ENAMETOOLONG: "ce nom est trop long",
    errno.EFBIG: "le fichier est trop grand",
}

_DATABASE = (
    ("unable to open database file", "le fichier ne s'ouvre pas : son dossier existe-t-il ?"),
    ("database or disk is full|No space left", "le disque est plein"),
    ("readonly|read-only", "elle est en lecture seule"),
    ("disk I/O error", "le disque ne répond pas"),
    ("malformed", "le fichier est abîmé : restaurez une sauvegarde"),
    ("failed to resolve host|could not translate host|Name or service", "l'hôte est inconnu"),
    ("invalid port", "le port n'est pas un nombre de 1 à 65535"),
    ("Connection refused", "aucun serveur n'écoute à cette adresse"),
    ("authentication failed|no password supplied", "le nom ou le mot de passe est refusé"),
    (r'database "[^"]*" does not exist', "cette base n'existe pas sur le serveur"),
    (r'role "[^"]*" does not exist', "ce rôle n'existe pas sur le serveur"),
    ("permission denied|must be owner", "les droits manquent à ce rôle"),
    ("timeout|timed out", "pas de réponse à temps"),
    ("too many (clients|connections)|connection slots", "trop de connexions à la fois"),
    ("server closed|terminating|connection (is |was )?(lost|closed)", "la connexion est coupée"),
)


def system_words(error: OSError) -> str:
    """Why a file cannot be read or written."""
    return _SYSTEM.get(error.errno or 0, f"erreur {error.errno} du système")


def database_words(said: object) -> str:
    """Why a database does not answer; what we do not know in French stays in its own words.

    >>> database_words("FATAL:  password authentication failed for user")
    'le nom ou le mot de passe est refusé'
    """
    text = " ".join(str(said).split())
    known = (words for pattern, words in _DATABASE if re.search(pattern, text, re.IGNORECASE))
    return next(known, text)
