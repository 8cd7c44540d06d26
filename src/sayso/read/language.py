"""Which language a text is in, among the supported ones or not.

The identifier (py3langid, naive Bayes over byte n-grams, needs only numpy) knows 140 languages.  It is asked
without restriction, so that a French report is refused rather than read as the nearest supported language;
but a short text, or one in a close neighbour, has the benefit of the doubt.  It loads on first use, in about
0.6 s, and holds some 80 MB.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

# One language in three standards, which the identifier cannot tell apart by a report: Latin script is read as
# the first, Cyrillic as the last.
_ONE_LANGUAGE = ("hr", "bs", "sr")
# What a Slovene headline may be taken for.
_NEIGHBOURS = frozenset({"cs", "sk", "pl", "mk", "bg"})

_SAMPLE = 4_000
_PIECES = 8
# To be refused, a text must be this long (letters) and this plainly in another language.
_ENOUGH_LETTERS = 60
_ENOUGH_FOREIGN_SCRIPT = 6
_ENOUGH_NEIGHBOUR = 200
_PLAIN = 0.9
_HARDLY = 0.05


def identify(text: str, supported: Sequence[str]) -> tuple[str, float]:
    """The language of ``text`` and how sure that is (0 to 1).

    The code is one of ``supported``, or, where the text is plainly in another language, that language's code
    (the caller raises ``UnsupportedLanguage``).  A text without letters gives ``("", 0.0)``.
    """
    sample = _sample(text)
    letters = [sign for sign in sample if sign.isalpha()]
    if not letters:
        return "", 0.0
    cyrillic = 2 * sum("\u0400" <= sign <= "\u052f" for sign in letters) > len(letters)
    shares = _folded(dict(_identifier().rank(sample)), cyrillic)
    ours = {code: shares.get(code, 0.0) for code in supported}
    best = max(shares, key=lambda code: (shares[code], code))
    plain = shares[best] >= _PLAIN and sum(ours.values()) <= _HARDLY
    if not ours or (plain and len(letters) >= _letters_needed(best, letters, cyrillic)):
        return best, shares[best]
    code = max(ours, key=lambda code: (ours[code], code))
    total = sum(ours.values())
    return code, ours[code] / total if total else 0.0


def _letters_needed(code: str, letters: Sequence[str], cyrillic: bool) -> int:
    """How long a text must be before it is refused as one in ``code``."""
    latin = sum(sign < "\u0250" or "\u1e00" <= sign <= "\u1eff" for sign in letters)
    if not cyrillic and 2 * latin < len(letters):
        return _ENOUGH_FOREIGN_SCRIPT
    return _ENOUGH_NEIGHBOUR if code in _NEIGHBOURS else _ENOUGH_LETTERS


def _folded(shares: Mapping[str, float], cyrillic: bool) -> dict[str, float]:
    """The shares with the three standards as one: the highest, since three doubts are no evidence."""
    folded = {code: share for code, share in shares.items() if code not in _ONE_LANGUAGE}
    name = _ONE_LANGUAGE[-1] if cyrillic else _ONE_LANGUAGE[0]
    folded[name] = max(shares.get(code, 0.0) for code in _ONE_LANGUAGE)
    return folded


def _sample(text: str) -> str:
    """At most 4,000 characters in pieces from all over the text, white space evened out."""
    if len(text) <= _SAMPLE:
        return " ".join(text.split())
    size = _SAMPLE // _PIECES
    step = (len(text) - size) / (_PIECES - 1)
    pieces = (text[int(at * step) : int(at * step) + size] for at in range(_PIECES))
    return " ".join(" ".join(pieces).split())


@cache
def _identifier() -> Any:
    """The model with probabilities; loaded once a process."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
