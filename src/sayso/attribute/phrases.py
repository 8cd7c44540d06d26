"""Phrases: a noun with what belongs to it, and the fuller phrase by which a report named the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.attribute.scene import Scene

TITLE_TAGS = frozenset(("NOUN", "ADJ", "PROPN", "ADP", "DET", "NUM", "X"))
BODIES = frozenset(("office", "organisation", "medium", "agency", "document"))
LONGEST_TITLE = 10  # words
LONGEST_OFFICE = 8  # words: a longer phrase is more than a name
LONGEST_COMPLEMENT = 4  # words: "na Slovenskih železnicah"


class Phrases:
    """The noun phrases of one report; ``sources`` are those that the network found."""

    def __init__(self, scene: Scene, sources: Sequence[tuple[int, ...]]) -> None:
        self.scene = scene
        self._sources = {source[0]: source for source in sources if source}
        self.nouns: dict[str, list[int]] = {}
        for i, word in enumerate(scene.words):
            if word.tag == "NOUN":
                self.nouns.setdefault(word.lemma.lower(), []).append(i)

    def spelled_out(self, mention: Sequence[int]) -> tuple[int, ...]:
        """The last fuller phrase before it for an office, a body or a document: ``odbor`` →
        ``odbor za pomoč delavcem``.  All words of the mention must be in it.
        """
        words = self.scene.words
        inside = set(mention)
        head = next((i for i in mention if words[i].tag == "NOUN" and words[i].head not in inside), None)
        if (
            head is None
            or self.scene.kind_of(words[head].lemma.lower()) not in BODIES
            or self.scene.capital(head)
        ):
            return ()
        wanted = {words[i].lemma.lower() for i in mention}
        before = [at for at in self.nouns.get(words[head].lemma.lower(), ()) if at < mention[0]]
        if before and len(self.said_as(before[0])) == 1:
            return ()  # it was introduced by the bare noun: "vlada"
        for at in reversed(before):
            phrase = self.said_as(at)
            found = {words[i].lemma.lower() for i in phrase}
            same_number = words[at].feature("Number") == words[head].feature("Number")
            if len(phrase) <= LONGEST_OFFICE and wanted < found and same_number:
                return phrase
        return ()

    def without_epithet(self, mention: tuple[int, ...]) -> tuple[int, ...]:
        """``jezne letalske družbe``: without its first adjective, if the report names the body so elsewhere."""
        words, rest = self.scene.words, mention[1:]
        head = next((at for at, i in enumerate(rest) if words[i].tag == "NOUN"), None)
        if (
            head is None
            or len(rest) < 2
            or words[mention[0]].tag != "ADJ"
            or mention[0] in self.scene.name_of
        ):
            return mention
        wanted = [words[i].lemma.lower() for i in rest]
        kind = self.scene.kind_of(wanted[head])
        others = self.nouns.get(wanted[head], ()) if kind in BODIES else ()
        starts = (at - head for at in others if at != rest[head] and at >= head)
        return rest if any(self.bare(start, wanted) for start in starts) else mention

    def bare(self, first: int, wanted: Sequence[str]) -> bool:
        """Do words with these lemmas begin here, and no adjective before them?"""
        words = self.scene.words
        same = [word.lemma.lower() for word in words[first : first + len(wanted)]] == list(wanted)
        return same and (first == 0 or words[first - 1].tag != "ADJ")

    def said_as(self, head: int) -> tuple[int, ...]:
        """The phrase of a noun, with the prepositional complement that a source has which begins with it."""
        phrase = self.of(head)
        source = self._sources.get(phrase[0], ()) if phrase else ()
        more = source[len(phrase) :]
        complement = 0 < len(more) <= LONGEST_COMPLEMENT and self.scene.words[more[0]].tag == "ADP"
        return source if complement and source[: len(phrase)] == phrase else phrase

    def of(self, head: int) -> tuple[int, ...]:
        """A noun with the adjectives before it and the nouns that hang on it after, to the first comma or clause."""
        words = self.scene.words
        first, last = head, head + 1
        while first > 0 and words[first - 1].head == head and words[first - 1].tag in ("ADJ", "PROPN"):
            first -= 1
        while last < len(words) and words[last].tag in TITLE_TAGS and self.hangs_on(last, head):
            last += 1
        while words[last - 1].tag in ("ADP", "ADJ", "DET"):
            last -= 1
        return tuple(range(first, last))

    def hangs_on(self, at: int, head: int) -> bool:
        for _ in range(LONGEST_TITLE):
            word = self.scene.words[at]
            if word.head is None or word.relation.startswith(("acl", "conj")):
                return False
            if word.head == head:
                return True
            at = word.head
        return False
