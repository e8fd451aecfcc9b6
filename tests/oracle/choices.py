"""The choices that matter most, as switches (``CHOICES.md`` gives them all, with their reasons)."""

import os

# « Refused, by what is so on the legal day of the step …: a second draft; … a second one »: a draft
# or a vote that stands on a later day is not there yet on the legal day of the step, and « whatever
# its day » is said of receipts and completions only.
SECOND_BY_LEGAL_DAY = os.environ.get("ORACLE_SECOND", "by legal day") == "by legal day"
