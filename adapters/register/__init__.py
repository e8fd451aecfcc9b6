"""The register: the log of entries, their documents, and the only code that knows `eventsourcing`.

Named as ``PERSISTENCE_MODULE``, it lets a stock ``Application`` of that library read our log.
"""

from adapters.register.factory import Factory

__all__ = ["Factory"]
