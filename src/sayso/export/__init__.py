"""Kept reports → files that other programs read, and the way back where there is one (``docs/export.md``)."""
