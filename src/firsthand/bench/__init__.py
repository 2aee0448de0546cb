"""Scoring: each bench takes explicit files or folders, so that anyone can score any split."""
