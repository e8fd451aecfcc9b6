"""Read models: rows derived from dossiers, one file per question asked. Rebuilt at will, never the truth."""
