"""In and out: verify, export, import, back up, restore, upgrade, and take over what is under way."""
