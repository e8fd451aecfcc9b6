"""The choices that a drawn story meets and the page does not decide, as switches.

``CHOICES-institutions.md`` gives them all. A story that one of them changes is not compared with
the product in the tests; ``institutions_compare`` can set them, to see which way the product went.
"""

import os

_TOLD = os.environ.get("ORACLE_INSTITUTIONS", "").split(",")

# « a first that was opened and not irregularly convened, for an item … that lacked quorum there »:
# the convocation of the first for that item (the first may itself be a second), or as a whole.
FIRST_CONVOCATION_BY_ITEM = "first-by-meeting" not in _TOLD
