"""The clerk: looks at what has run out, and sends the command that writes it down. Never a judge."""
