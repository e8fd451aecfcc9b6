"""How the library finds us: PERSISTENCE_MODULE=adapters.register, and the URL.

What is heavy (SQLAlchemy, the domain's models) is imported when something is made, not before.
"""

from typing import Any, NoReturn

from eventsourcing.persistence import InfrastructureFactory, Mapper, Transcoder


class Factory(InfrastructureFactory):
    """Gives a stock ``Application`` our log to read: ``REGISTER_URL`` says where it is."""

    URL = "REGISTER_URL"

    _engine: Any = None

    def application_recorder(self) -> Any:
        from adapters.register.engine import open_engine
        from adapters.register.recorder import Recorder
        from adapters.register.tables import check_register

        self._engine = open_engine(self.env[self.URL])
        return Recorder(self._engine, check_register(self._engine))

    def mapper(
        self, transcoder: Transcoder | None = None, mapper_class: type[Mapper[Any]] | None = None
    ) -> Any:
        from adapters.register.mapper import Mapper

        return Mapper()

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()

    def aggregate_recorder(self, purpose: str = "events") -> NoReturn:
        raise NotImplementedError("one log, no snapshots: use application_recorder")

    def tracking_recorder(self, tracking_recorder_class: object = None) -> NoReturn:
        raise NotImplementedError("the read models keep their own position")

    def process_recorder(self) -> NoReturn:
        raise NotImplementedError("a process sends commands, it does not write to the log")
