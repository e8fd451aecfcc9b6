"""The institutions of the pact: bodies and people, meetings, who decides, and what must follow a vote."""
