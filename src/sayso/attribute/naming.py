"""Naming: the name to show for the words that name a speaker, and what kind of source that is."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.attribute.cores import Cores
from sayso.attribute.mentions import PERSON, Register
from sayso.attribute.outlets import Outlets
from sayso.attribute.scene import QUOTE_MARKS, Scene
from sayso.lang.nominative import joined, nominative
from sayso.model import Name

SOURCE_KINDS = {"PER": "person", "DERIV_PER": "person", "ORG": "organisation", "LOC": "state"}
PERSONAL = ("PER", "DERIV_PER")


class Naming:
    """The names of one report's speakers, in the nominative and as full as the report has them."""

    def __init__(self, scene: Scene, register: Register, cores: Cores) -> None:
        self.scene = scene
        self.register = register
        self.cores = cores
        self.outlets = Outlets(scene)

    def canonical(self, mention: tuple[int, ...], name: Name | None) -> str:
        """The name to show: the report's fullest, else the mention in the nominative."""
        if (known := self.known(mention, name)) is not None:
            return known
        names = self.cores.names_in(mention)
        if len(names) > 1 and self.cores.group(names) == mention:
            return self.together(mention, names)
        if (full := self.register.fullest(mention, name)) is not None:
            return full
        said = nominative(self.scene, mention).strip("".join(QUOTE_MARKS) + " ")
        common = self.scene.words[mention[0]].tag in ("NOUN", "ADJ")
        return said[:1].upper() + said[1:] if name is None or common else said

    def known(self, mention: tuple[int, ...], name: Name | None) -> str | None:
        """What needs no inflecting: an abbreviation's words, a name in apposition, an adjective's land, an outlet."""
        if len(mention) == 1 and (full := self.register.expansions.get(self.scene.words[mention[0]].form)):
            return full
        if mention in self.cores.as_written:  # "časnika Delo"
            return joined(self.scene, mention, [self.scene.words[i].form for i in mention])
        return (
            self.land(mention)
            or self.outlet(mention, name)
            or self.register.bodies.owned(mention, self.outlets.known)
        )

    def outlet(self, mention: tuple[int, ...], name: Name | None) -> str | None:
        """The outlet that a name is a case of, or that ``the paper`` means."""
        if name is None or name.type not in PERSONAL:
            if mention[0] in self.scene.name_of and (row := self.outlets.named(mention)) is not None:
                return row
        if name is not None:
            return None
        meant = self.outlets.meant(mention)
        return None if meant is None else self.canonical(tuple(range(meant.first, meant.last)), meant)

    def land(self, mention: tuple[int, ...]) -> str | None:
        """``ruske navedbe``: the country that an adjective alone names."""
        word = self.scene.words[mention[0]]
        row = (
            self.scene.language.gazette.land_of(word.lemma)
            if len(mention) == 1 and word.tag == "ADJ"
            else None
        )
        return row.name if row is not None and row.kind == "country" else None

    def together(self, mention: tuple[int, ...], names: Sequence[Name]) -> str:
        """Several people or bodies, each by the fullest name, with the report's own words between them."""
        said = ""
        for name in names:
            inside = tuple(range(name.first, name.last))
            link = mention[mention.index(name.first) - 1] if said else None
            if link is not None:
                form = self.scene.words[link].form
                said += f"{form} " if form == "," else f" {form} "
            said += self.canonical(inside, name)
        return said

    def kind(self, mention: tuple[int, ...], name: Name | None) -> str | None:
        """What sort of source this is, by the type of its name, else by the language's titles."""
        if name is not None:
            return self.outlets.title_before(name) or SOURCE_KINDS.get(name.type)
        people = [n for n in self.cores.names_in(mention) if n.type == PERSON]
        if any(n.last == mention[-1] + 1 and self.cores.is_head(n, mention) for n in people):
            return "person"
        titles = self.scene.titles(mention)
        return titles[0][0].kind if titles else None
