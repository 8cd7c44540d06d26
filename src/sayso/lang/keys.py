"""Name keys: one key for the spellings that languages and transliterations give one name.

``name_key("Sergey Lavrov") == name_key("Sergej Lavrov") == name_key("Сергей Лавров") == "sergei-lavrov"``.  Case
endings are not its affair: it is made of a base form.  Nothing is looked up; these are the rules, in their order,
after the romanisations in use: the scientific one (Slovene, Croatian, Czech: č š ž j h c), BGN/PCGN and the one in
passports (English: ch sh zh y kh ts), Duden's (German: tsch sch ch j w), Serbian Latin (đ lj nj):

1. Cyrillic letters become Latin ones (Ukrainian г and и where Ukrainian letters show the language).
2. Diacritics go; đ is read as dj, ł as l, ø as o, ß as s, and German ae oe ue as ä ö ü.
3. Digraphs of one sound become one letter: shch and šč → sc; tsch, tch, ch, cz, ts → c; sch, sh, sz → s; zh → z;
   kh, gh, ph, th → h, g, f, t; ck and q → k; ct → kt; x → ks.
4. j and y are i; w is v; doubled letters are one.
5. ie is e (Jelcin, Yeltsin, Ельцин; Danijel, Daniel); io inside a word is e (Fjodor, Fedor).
6. -ov after c, s or z is -ev (Gorbačov, Gorbachev); -er after a consonant is -r (Aleksander, Aleksandr).

Single letters inside a name ("Donald J. Trump") and patronymics inside a name of three words are left out.
Different names can share a key ("Marie" and "Mario" do not, "Tomas" and "Thomas" do): that is what it is for.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC_LETTERS = (
    "а:a б:b в:v г:g д:d е:e ж:z з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:c ч:c ш:s щ:sc "
    "ы:i э:e ю:iu я:ia ё:e і:i ї:i є:e ґ:g ђ:di ј:i љ:li њ:ni ћ:c џ:dz ѓ:g ќ:k ѕ:dz ў:v ъ: ь:"
)
_CYRILLIC = dict(pair.split(":") for pair in _CYRILLIC_LETTERS.split())
_UKRAINIAN = frozenset("іїєґ")
_LETTERS = str.maketrans(
    {"đ": "dj", "ł": "l", "ø": "o", "ß": "s", "æ": "a", "œ": "o", "ð": "d", "þ": "t", "ı": "i"}
)
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("shch", "sc"),
        ("tsch|tch", "c"),
        ("sch|sh|sz", "s"),
        ("zh", "z"),
        ("kh", "h"),
        ("gh", "g"),
        ("ph", "f"),
        ("th", "t"),
        ("ch|cz|ts", "c"),
        ("ck|q", "k"),
        ("ct", "kt"),
        ("x", "ks"),
        ("[jy]", "i"),
        ("w", "v"),
        ("ae", "a"),
        ("oe", "o"),
        ("ue", "u"),
        (r"(.)\1+", r"\1"),
        ("ie", "e"),
        (r"(?<=[^aeiou])io(?=.)", "e"),
        (r"(?<=[csz])ov$", "ev"),
        (r"(?<=[^aeiou])er$", "r"),
        (r"(.)\1+", r"\1"),
    )
)
_PATRONYMIC = re.compile("(ov|ev)(ic|na)$|inicna$")
_OWNER = re.compile("['’]s$")
_MOST_KEPT = 50_000  # keys: a report asks for those of its names again and again
_PARTS = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")


@lru_cache(_MOST_KEPT)
def name_key(name: str) -> str:
    """The key of a base form: lower-case words with hyphens between; empty only for a name without letters."""
    parts = [_word_key(_OWNER.sub("", part)) for part in _PARTS.findall(name.casefold())]
    parts = [part for part in parts if part]
    inner = parts[1:-1]
    if len(parts) == 3 and _PATRONYMIC.search(parts[1]):
        inner = []
    return "-".join([*parts[:1], *(part for part in inner if len(part) > 1), *parts[1:][-1:]])


def _word_key(word: str) -> str:
    known = _latin(word).translate(_LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", known) if sign.isalnum())
    for pattern, letters in _SPELLINGS:
        plain = pattern.sub(letters, plain)
    return plain


def _latin(word: str) -> str:
    composed = unicodedata.normalize("NFC", word)
    if _UKRAINIAN & set(composed):
        composed = composed.replace("г", "h")
    return "".join(_CYRILLIC.get(sign, sign) for sign in composed)
