"""An oracle for stories, written from ``stories/README.md`` alone: it shares no line with Tacite.

``reference.py`` answers a story slowly and plainly, ``draw.py`` draws stories at random,
``CHOICES.md`` lists what the README leaves open and what the oracle then took.
"""
