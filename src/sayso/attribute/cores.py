"""The core of a source: of a noun phrase with title and apposition the words that name who speaks."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from sayso.attribute.mentions import PERSON, without_place
from sayso.attribute.phrases import BODIES, LONGEST_TITLE, TITLE_TAGS
from sayso.attribute.scene import Scene
from sayso.lang import TitleRow
from sayso.model import Name, Word

POINTING = ("Dem", "Tot")  # "ta", "vsi"
DASHES = frozenset("-–—")
BREAKS = frozenset("(,")
NAMED_BY_APPOSITION = frozenset({"medium", "agency", "organisation"})


class Cores:
    """The cores of one report's sources."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.as_written: set[tuple[int, ...]] = set()
        """Names in apposition, which are not inflected: ``časnika Delo``."""

    def of(self, source: tuple[int, ...], pointed: int | None) -> tuple[int, ...]:
        """Of a source with title and apposition the name alone."""
        people = [n for n in self.names_in(source) if n.type == PERSON and self.is_head(n, source)]
        if group := self.group(people):
            return group
        if people:
            chosen = next(
                (n for n in people if pointed is not None and n.first <= pointed < n.last), people[-1]
            )
            return self.agreeing(chosen, source)
        if bodies := self.bodies(source):
            return bodies
        for row, where in self.scene.titles(source):
            part_of_name = self.scene.capital(source[where[-1]])  # "je poročala Televizija Severija"
            bears = row.kind in NAMED_BY_APPOSITION and self.heads(source, where[-1]) and not part_of_name
            named = self.named_after(source, where[-1] + 1, row) if bears else ()
            if named:
                self.as_written.add(named)
                return named
        last = next((n for n in self.names_in(source) if n.last == source[-1] + 1 and n.type == "ORG"), None)
        if last is not None and self.apposed(last, source):
            return tuple(range(last.first, last.last))
        return self.after_comma(source) or self.without_clauses(source)

    def after_comma(self, source: tuple[int, ...]) -> tuple[int, ...]:
        """``the owner, Northline Shipping``: the name of a body that ends the phrase, in apposition after a comma."""
        for name in self.names_in(source):
            ends = name.last == source[-1] + 1 or self.scene.words[name.last].form == "("
            if name.type == "ORG" and ends and self.scene.words[name.first - 1].form == ",":
                if name.first - 1 in source and self.scene.words[source[0]].tag != "PROPN":
                    return tuple(range(name.first, name.last))
        return ()

    def group(self, people: Sequence[Name]) -> tuple[int, ...]:
        """The words of several coordinated names with the commas and the "and" between them, no titles."""
        if len(people) < 2:
            return ()
        words, chosen = self.scene.words, list(range(people[0].first, people[0].last))
        for one, other in itertools.pairwise(people):
            gap = range(one.last, other.first)
            link = next((i for i in gap if words[i].tag == "CCONJ"), None)
            if link is None:
                link = next((i for i in gap if words[i].form == "," and len(gap) == 1), None)
            if link is None:
                return ()
            chosen += [link, *range(other.first, other.last)]
        return tuple(chosen)

    def coordinated(self, name: Name) -> tuple[int, ...]:
        """The words of the names of one sort that "and" joins with this one, with commas and "and" between them."""
        sentence = self.scene.reading.sentences[self.scene.sentence_of[name.first]]
        nearby = self.scene.names_at(range(sentence.first, sentence.last))
        members = [n for n in nearby if (n.type == PERSON) == (name.type == PERSON)]
        at = members.index(name)
        start = end = at
        while start > 0 and self.linked(members[start - 1], members[start]):
            start -= 1
        while end + 1 < len(members) and self.linked(members[end], members[end + 1]):
            end += 1
        group = self.group(members[start : end + 1])
        return group if any(self.scene.words[i].tag == "CCONJ" for i in group) else ()

    def bodies(self, source: tuple[int, ...]) -> tuple[int, ...]:
        """``iz Mlina, Vrelca in Polja``: names alone, joined by commas and "and", that are all of the source."""
        names = self.names_in(source)
        kept = self.without_particles(source)
        group = self.group(names) if len(names) > 1 and names[0].first == kept[0] else ()
        return group if group == tuple(kept) else ()

    def linked(self, one: Name, other: Name) -> bool:
        """Does only "and", a comma, or these and a title stand between two names?"""
        gap = range(one.last, other.first)
        link = [i for i in gap if self.scene.words[i].tag == "CCONJ" or self.scene.words[i].form == ","]
        titles = all(self.scene.words[i].tag in TITLE_TAGS for i in gap if i not in link)
        return bool(link) and link == list(gap[:1]) and titles and len(gap) < LONGEST_TITLE

    def agreeing(self, person: Name, source: tuple[int, ...]) -> tuple[int, ...]:
        """The words of a person's name: names before it that the network left out join it, a place in the
        genitive before it ("župan Novega Grada Kos") goes.
        """
        first = without_place(self.scene, person).first
        if first == person.first:
            while first - 1 in source and self.given_name(first - 1, person):
                first -= 1
        return tuple(range(first, person.last))

    def given_name(self, at: int, person: Name) -> bool:
        word, name = self.scene.words[at], self.scene.name_of.get(at)
        case = self.scene.words[person.first].feature("Case")
        joined = word.head == person.first or self.scene.words[person.first].head == at
        if not joined or (name is not None and name.type != PERSON):
            return False
        title = self.scene.titles((at,))
        return word.tag == "PROPN" and word.feature("Case") == case and not title

    def heads(self, source: tuple[int, ...], at: int) -> bool:
        """Is the word at this place of the source its head, or in apposition to that?"""
        word = self.scene.words[source[at]]
        return word.head not in source or word.relation == "appos"

    def named_after(self, source: tuple[int, ...], at: int, row: TitleRow) -> tuple[int, ...]:
        """What a title is followed by, if that is a name: marked as one, or no word that could go on the phrase.

        ``stranke Naprej``, ``časnika Delo``, but not ``televizija Slovenija`` nor ``podjetja Marije Kos``.
        """
        rest = source[at:]
        for name in self.names_in(rest):
            between = range(rest[0], name.first)
            if name.type == "LOC" or (row.kind == "organisation" and (between or not self.uninflected(name))):
                return ()
            return tuple(range(name.first, name.last))
        word = self.scene.words[rest[0]] if rest else None
        if word is None or row.kind == "organisation" or word.tag not in ("PROPN", "X", "NOUN"):
            return ()
        governed = word.feature("Case") == "Gen" and word.form.lower() != word.lemma.lower()
        return () if governed else rest

    def uninflected(self, name: Name) -> bool:
        """A name that stands in the nominative, or has no cases, as one in apposition does."""
        word = self.scene.words[name.first]
        letters = name.last - name.first == 1 and word.form.isupper()  # "stranke SNS"
        return name.type != PERSON and (letters or word.feature("Case") in (None, "Nom"))

    def is_head(self, name: Name, source: tuple[int, ...]) -> bool:
        """Is the name the source itself, and not somebody whose lawyer or ministry speaks?"""
        if name.last < len(self.scene.words) and self.scene.lower(name.last) in ("'s", "’s", "'", "’"):
            return False
        heads = [i for i in source if self.scene.words[i].head not in source]
        case = self.scene.words[heads[0]].feature("Case") if heads else None
        own = [self.scene.words[at].feature("Case") for at in (name.first, name.last - 1)]
        return case is None or None in own or not {case, "Nom"}.isdisjoint(own)

    def apposed(self, name: Name, source: tuple[int, ...]) -> bool:
        """``Japanese automaker Toyota``: an uninflected name after a common noun, in a language without cases."""
        before = [self.scene.words[i] for i in source if i < name.first]
        inflects = any(word.feature("Case") for word in before if word.tag in ("NOUN", "ADJ"))
        if inflects:
            return self.apposed_body(name, source)
        return bool(before) and before[-1].tag == "NOUN"

    def apposed_body(self, name: Name, source: tuple[int, ...]) -> bool:
        """``evropski urad Eurostat``: one word in the nominative that hangs on an office or organisation."""
        words, word = self.scene.words, self.scene.words[name.first]
        alone = name.last - name.first == 1 and not word.form.isupper() and word.form == word.lemma
        head = None if word.head is None or word.head not in source else words[word.head]
        if head is None or not alone or head.head in source or word.feature("Case") != "Nom":
            return False
        before = words[name.first - 1]  # "vodstvo podjetja Polje": it is the firm that is named
        return self.body(head) and (before is head or not self.body(before))

    def body(self, word: Word) -> bool:
        return self.scene.kind_of(word.lemma.lower()) in BODIES

    def without_clauses(self, source: tuple[int, ...]) -> tuple[int, ...]:
        """The phrase up to a bracket, a comma or a dash, without an article or particle before it."""
        kept = self.without_particles(source)
        for at, word in enumerate(kept[1:], 1):
            if self.breaks(word) and not self.in_name(word):
                return tuple(kept[:at])
        return tuple(kept)

    def breaks(self, at: int) -> bool:
        """A bracket, a comma, or a dash between spaces."""
        word, before = self.scene.words[at], self.scene.words[at - 1]
        return word.form in BREAKS or (word.form in DASHES and before.span.end < word.span.start)

    def without_particles(self, source: tuple[int, ...]) -> list[int]:
        kept = list(source)
        while len(kept) > 1 and (self.article(kept[0]) or self.particle(kept[0])):
            kept.pop(0)
        return self.without_description(kept)

    def without_description(self, kept: list[int]) -> list[int]:
        """``belgijski KBC``: adjectives before a body's proper name describe it."""
        words = self.scene.words
        first = next((at for at, i in enumerate(kept) if not self.describes(i)), 0)
        name = self.scene.name_of.get(kept[first])
        proper = name is not None and name.type == "ORG" and name.first == kept[first]
        return kept[first:] if proper and words[kept[first]].tag == "PROPN" else kept

    def describes(self, at: int) -> bool:
        """An adjective outside a name; one that the network took for a name of its own, right before another, too."""
        name = self.scene.name_of.get(at)
        alone = name is None or (name.last - name.first == 1 and name.last in self.scene.name_of)
        return self.scene.words[at].tag == "ADJ" and alone

    def in_name(self, at: int) -> bool:
        """``ministrstvo za delo, družino in …``: a comma inside a name."""
        name = self.scene.name_of.get(at)
        return name is not None and name.first < at < name.last - 1

    def article(self, at: int) -> bool:
        word = self.scene.words[at]
        return word.feature("PronType") == "Art"

    def particle(self, at: int) -> bool:
        """``tudi``, ``even``, ``več``, ``v``, ``today's``: a word before the phrase that is no part of what it names."""
        word = self.scene.words[at]
        if at in self.scene.name_of:
            return False
        points = word.tag == "DET" and word.feature("PronType") in POINTING
        passing = {word.lemma.lower(), word.form.lower()} & self.scene.language.passing_adjectives
        quantity = word.tag == "DET" and word.feature("NumType") == "Card"
        return word.tag in ("PART", "ADV", "CCONJ", "ADP") or quantity or points or bool(passing)

    def names_in(self, indices: tuple[int, ...]) -> list[Name]:
        inside = set(indices)
        return [n for n in self.scene.names_at(inside) if inside.issuperset(range(n.first, n.last))]

    def name_in(self, mention: tuple[int, ...]) -> Name | None:
        found = [n for n in self.names_in(mention) if n.last - n.first == len(mention)]
        return found[0] if found else None
