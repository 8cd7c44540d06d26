"""What Sayso knows of a language: data in one folder a language, the same file names in each.

>>> load("sl").find_cue(["biti", "dejati"], ["je", "dejal"]).act
'say'
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sayso.errors import UnsupportedLanguage
from sayso.lang.defects import LanguageDataError
from sayso.lang.folder import aliases, read_folder
from sayso.lang.schema import CueRow, HedgeRow, Language, PronounRow, TitleRow

__all__ = [
    "CueRow",
    "HedgeRow",
    "Language",
    "LanguageDataError",
    "PronounRow",
    "TitleRow",
    "load",
    "supported",
]

_HERE = Path(__file__).parent


def load(code: str) -> Language:
    """A language by its code, or by the code of one that is read with its folder (``bs`` with ``hr``).

    Case and what follows a hyphen do not matter ("sl-SI").  ``UnsupportedLanguage`` for all others.
    """
    wanted = code.strip().lower().replace("_", "-").partition("-")[0]
    folder = _folders().get(wanted)
    if folder is None:
        raise UnsupportedLanguage(code, supported())
    return _read(folder)


@lru_cache(maxsize=1)
def supported() -> tuple[str, ...]:
    """The codes of the language folders, sorted."""
    return tuple(sorted(path.parent.name for path in _HERE.glob("*/language.toml")))


@lru_cache(maxsize=1)
def _folders() -> dict[str, str]:
    """From each code and alias to its folder; a folder of its own comes before an alias."""
    others = {alias: code for code in supported() for alias in aliases(_HERE / code)}
    return others | {code: code for code in supported()}


@lru_cache(maxsize=32)
def _read(code: str) -> Language:
    return read_folder(_HERE / code)
