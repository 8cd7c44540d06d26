"""Outlets: the report's own, who says "our information", and others by their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sayso.attribute.scene import Draft, Scene
from sayso.lang.forms import equal
from sayso.lang.gazette import OUTLET_KINDS, OutletRow
from sayso.lang.press import host_of, press
from sayso.model import Name
from sayso.text import fold

LONGEST_TITLE = 3  # words
SHORTEST_STEM = 3  # letters, of a name that is inflected
VOWELS = "aeiou"


class Outlets:
    """The agencies and media of one report."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.own = own_outlet(scene)
        """The name of the outlet that the report's address belongs to, if a row knows it."""
        self.own_genitive = genitive(scene, self.own)
        self._named: dict[tuple[tuple[str, ...], bool], str | None] = {}
        self._rows: dict[str, list[OutletRow]] = {}
        """Rows by the first letters of their names, which every case of a name keeps."""
        for row in dict.fromkeys(scene.language.gazette.outlets.values()):
            self._rows.setdefault(fold(row.name.split()[0])[:SHORTEST_STEM], []).append(row)

    def speaks(self, draft: Draft) -> bool:
        """``po naših informacijah``, ``smo izvedeli``: the report speaks of itself, outside a quotation."""
        first = draft.source[0] if draft.source else draft.anchor
        if self.scene.quote_of[first] is not None:
            return False
        if draft.source:
            return all(self.ours(i) for i in draft.source)
        words = [self.scene.words[i] for i in draft.cue]
        return any(word.feature("Person") == "1" and word.feature("Number") == "Plur" for word in words)

    def talked_to(self, draft: Draft) -> bool:
        """``naši viri``, ``nam je zatrdilo več virov``: people who talked to the report itself, outside a quotation."""
        kinds = {self.scene.kind_of(self.scene.words[i].lemma.lower()) for i in draft.source}
        if "anonymous" not in kinds or self.scene.quote_of[draft.anchor] is not None:
            return False
        return any(self.ours(i) for i in (*draft.source, *self.scene.children(draft.anchor)))

    def ours(self, at: int) -> bool:
        """``naš``: a possessive or personal pronoun of the first person."""
        rows = self.scene.language.find_pronoun(self.scene.lower(at))
        return any(row.person == "1" and row.type in ("personal", "possessive") for row in rows)

    def named(self, mention: Sequence[int]) -> str | None:
        """The name of the outlet whose row a mention is a case of: ``Financ`` → ``Finance``."""
        forms = tuple(self.scene.words[i].form for i in mention)
        oblique = all(self.scene.words[i].feature("Case") not in (None, "Nom") for i in mention)
        if (forms, oblique) not in self._named:
            self._named[forms, oblique] = self.row_of(forms, oblique)
        return self._named[forms, oblique] or self.with_article(mention, forms)

    def with_article(self, mention: Sequence[int], forms: tuple[str, ...]) -> str | None:
        """``the Straits Times`` → ``The Straits Times``: an article before the words that is part of the name."""
        row = self.scene.language.gazette.outlet(" ".join(forms)) if mention[0] > 0 else None
        parts = [] if row is None else row.name.split()
        whole = parts[1:] == list(forms) and equal(self.scene.words[mention[0] - 1].form, parts[0])
        return " ".join(parts) if whole else None

    def row_of(self, forms: tuple[str, ...], oblique: bool) -> str | None:
        """The name of a row by the same words, else, for words that are no nominative, by their stems."""
        rows = self._rows.get(fold(forms[0])[:SHORTEST_STEM], ()) if forms and forms[0][:1].isupper() else ()
        for same in (equal, a_case_of) if oblique else (equal,):
            for row in rows:
                if fits(forms, row.name, same):
                    return row.name
        return None

    def meant(self, mention: Sequence[int]) -> Name | None:
        """``časnik``: the outlet that was named last before a word for one outlet alone."""
        one = self.scene.words[mention[-1]].feature("Number") == "Sing"
        titles = self.scene.titles(mention) if one else []
        if not titles or titles[-1][1].stop != len(mention) or titles[0][0].kind not in OUTLET_KINDS:
            return None
        before = (name for name in reversed(self.scene.reading.names) if name.last <= mention[0])
        return next((name for name in before if self.known(name)), None)

    def known(self, name: Name) -> bool:
        """Is the name an agency's or a medium's, by its row or its title?"""
        if name.type not in ("ORG", "MISC"):
            return False
        return self.named(range(name.first, name.last)) is not None or self.title_before(name) is not None

    def title_before(self, name: Name) -> str | None:
        """An agency or a medium by the title right before a name: "tiskovna agencija X", "the weekly X"."""
        sentence = self.scene.reading.sentences[self.scene.sentence_of[name.first]]
        before = range(max(sentence.first, name.first - LONGEST_TITLE), name.first)
        if name.type in ("PER", "DERIV_PER") or not before:
            return None
        ending = (row.kind for row, where in self.scene.titles(before) if where.stop == len(before))
        return next((kind for kind in ending if kind in OUTLET_KINDS), None)


def a_case_of(form: str, name: str) -> bool:
    """Is a form a name's stem, its last vowel left out, with an ending of its own?  Letters alone have no stem."""
    if name.isupper() or not form.isalpha():
        return False
    stem = fold(name).rstrip(VOWELS) if name[-1:].lower() in VOWELS else fold(name)
    return len(stem) >= SHORTEST_STEM and fold(form).startswith(stem) and len(fold(form)) <= len(stem) + 3


def genitive(scene: Scene, name: str | None) -> str | None:
    """The first alias of an outlet's row that is a case of its name: rows have the genitive first."""
    row = None if name is None else scene.language.gazette.outlet(name)
    if row is None:
        return None
    inflected = (alias for alias in row.aliases if not equal(alias, row.name))
    return next((alias for alias in inflected if fits(alias.split(), row.name, same_or_a_case)), None)


def same_or_a_case(form: str, name: str) -> bool:
    return form == name or a_case_of(form, name)


def fits(forms: Sequence[str], name: str, same: Callable[[str, str], bool]) -> bool:
    """Are some words those of a name, one by one?"""
    parts = name.split()
    return len(forms) == len(parts) and all(map(same, forms, parts))


def own_outlet(scene: Scene) -> str | None:
    """By the host of the report's address."""
    host = host_of(scene.reading.article.address)
    row = None if host is None else press().host(host)
    return None if row is None or row.outlet is None else row.outlet.name
