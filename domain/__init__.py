"""The law of a deliberation, as pure functions of what is on record. No clock, no store, no screen."""
