"""The one complaint of everything that reads a language folder."""

from __future__ import annotations


class LanguageDataError(ValueError):
    """A language folder breaks the schema: a defect of the folder, never of what a user gave."""
