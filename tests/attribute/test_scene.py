"""Scenes: lookups over a reading; and the small builder that the tests of this folder share.

``scene("Ana pravi, da bo dež.", source="Ana", cue="pravi", content="bo dež")`` builds a reading from a text with its
words marked.  A mark is a run of words as they stand in the text; "je@2" is the second "je"; a tuple of marks is
several runs.  ``words`` says more of single words: ``{"Kosa": "PROPN Kos Case=Gen|Number=Sing >izjava:nmod"}`` is tag,
lemma, features and governor, each but the tag left out at will.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from sayso.attribute.scene import Draft, Scene
from sayso.lang import CueRow, HedgeRow, Language, PronounRow, TitleRow
from sayso.lang.schema import EndingRow
from sayso.model import Article, Maker, Name, Proposal, Quote, Reading, Sentence, Span, Word
from sayso.read.quotes import find_quotes

Marks = str | tuple[str, ...]
ASSERTED, HEARSAY, POSSIBLE, DENIED = (
    tuple(0.97 if at == best else 0.01 for at in range(4)) for best in range(4)
)
DIRECT, MIXED, INDIRECT, NOMINAL = ASSERTED, HEARSAY, POSSIBLE, DENIED


def cue_row(lemma: str, act: str, certainty: str = "asserted", pos: str = "verb") -> CueRow:
    return CueRow(lemma, pos, act, certainty, frozenset({"clause"}), (), "", "")


SLOVENE = Language(
    code="sl",
    name="Slovene",
    quotes=(("„", "“"), ("»", "«")),
    complementisers=frozenset({"da", "ali", "naj"}),
    relative_pronouns=frozenset({"ki", "kdor"}),
    source_prepositions=frozenset({"iz", "v", "od"}),
    negations=("ne", "ni"),
    cues=(
        cue_row("praviti", "say"),
        cue_row("dejati", "say"),
        cue_row("upati", "hope", "possible"),
        cue_row("zanikati", "deny", "denied"),
        cue_row("ne strinjati", "reject", "denied"),
        cue_row("naj bi", "hearsay", "hearsay", "particle"),
        cue_row("menda", "hearsay", "hearsay", "particle"),
    ),
    hedges=(
        HedgeRow("lahko", "possible", "content", "", ""),
        HedgeRow("naj bi", "hearsay", "content", "", ""),
        HedgeRow("naj bi", "hearsay", "cue", "", ""),
        HedgeRow("menda", "hearsay", "cue", "", ""),
    ),
    titles=(
        TitleRow("županja", "person", ""),
        TitleRow("časnik", "medium", ""),
        TitleRow("tiskovna agencija", "agency", ""),
        TitleRow("vir", "anonymous", ""),
        TitleRow("analitik", "general", ""),
        TitleRow("poročilo", "document", ""),
    ),
    pronouns=(
        PronounRow("ona", "ona", "personal", "3", "sing", "fem"),
        PronounRow("on", "on", "personal", "3", "sing", "masc"),
        PronounRow("njegovih", "njegov", "possessive", "3", "sing", "masc"),
        PronounRow("ki", "ki", "relative", "any", "any", "any"),
    ),
    endings=(EndingRow("ADJ", "Neut", "Sing", "i", "o", "mestni", "mestno"),),
)
ENGLISH = Language(
    code="en",
    name="English",
    quotes=(('"', '"'),),
    complementisers=frozenset({"that", "whether"}),
    relative_pronouns=frozenset({"who", "which"}),
    source_prepositions=frozenset({"by", "from"}),
    negations=("not", "n't"),
    cues=(
        cue_row("say", "say"),
        cue_row("claim", "claim"),
        cue_row("hope", "hope", "possible"),
        cue_row("reportedly", "hearsay", "hearsay", "particle"),
        cue_row("according to", "report", "asserted", "prep"),
    ),
    hedges=(
        HedgeRow("might", "possible", "content", "", ""),
        HedgeRow("allegedly", "hearsay", "content", "", ""),
        HedgeRow("reportedly", "hearsay", "cue", "", ""),
    ),
    titles=(
        TitleRow("mayor", "person", ""),
        TitleRow("newspaper", "medium", ""),
        TitleRow("report", "document", ""),
    ),
    pronouns=(
        PronounRow("she", "she", "personal", "3", "sing", "fem"),
        PronounRow("he", "he", "personal", "3", "sing", "masc"),
        PronounRow("they", "they", "personal", "3", "plur", "any"),
        PronounRow("who", "who", "relative", "any", "any", "any"),
    ),
)


@dataclass(frozen=True)
class Said:
    """One proposal, by marks; the anchor is the last word of the cue unless another is named."""

    source: Marks = ()
    cue: Marks = ()
    content: Marks = ()
    anchor: str | None = None
    relayed_by: str | None = None
    relay_score: float = 0.9
    speaker: str | None = None
    speaker_score: float = 0.9
    nobody_score: float = 0.0
    score: float = 0.9
    certainty: tuple[float, ...] = ASSERTED
    kind: tuple[float, ...] = INDIRECT


@dataclass(frozen=True)
class Text:
    """A text cut into words, in which marks are looked up."""

    text: str
    spans: tuple[Span, ...] = field(default=())

    @staticmethod
    def of(text: str) -> Text:
        return Text(text, tuple(Span(*match.span()) for match in re.finditer(r"\w+(?:'s\b)?|[^\w\s]", text)))

    def find(self, mark: Marks) -> tuple[int, ...]:
        """The words of a mark, sorted."""
        if isinstance(mark, tuple):
            return tuple(sorted(i for part in mark for i in self.find(part)))
        wanted, _, number = mark.rpartition("@") if re.search(r"@\d+$", mark) else (mark, "", "1")
        starts = {span.start: i for i, span in enumerate(self.spans)}
        ends = {span.end: i for i, span in enumerate(self.spans)}
        fitting = [
            (starts[m.start()], ends[m.start() + len(wanted)])
            for m in re.finditer(f"(?={re.escape(wanted)})", self.text)
            if m.start() in starts and m.start() + len(wanted) in ends
        ]
        if len(fitting) < int(number):
            raise LookupError(f"no {mark!r} in {self.text!r}")
        first, last = fitting[int(number) - 1]
        return tuple(range(first, last + 1))

    def one(self, mark: str) -> int:
        return self.find(mark)[0]

    def sentences(self) -> tuple[Sentence, ...]:
        """New lines are paragraphs; a full stop with its closing mark ends a sentence before a capital."""
        starts = [0] if self.spans else []
        for i in range(1, len(self.spans)):
            gap = self.text[self.spans[i - 1].end : self.spans[i].start]
            before = self.text[: self.spans[i].start].rstrip().rstrip('“«"”')
            following = self.text[self.spans[i].start :].lstrip('„»"“')
            if "\n" in gap or (gap and before[-1:] in (".", "?", "!") and following[:1].isupper()):
                starts.append(i)
        ends = [*starts[1:], len(self.spans)] if starts else []
        numbers = [self.text.count("\n", 0, self.spans[start].start) for start in starts]
        return tuple(Sentence(a, b, n) for a, b, n in zip(starts, ends, numbers, strict=True))


def reading(
    text: str,
    *said: Said,
    words: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    language: Language = SLOVENE,
    quotes: tuple[Quote, ...] | None = None,
) -> Reading:
    """A reading made by hand; quotations are found as in the stage before."""
    cut = Text.of(text)
    found = [Word(span, span.slice(text), span.slice(text).lower()) for span in cut.spans]
    sentences = cut.sentences()
    for sentence in sentences:
        for i in range(sentence.first, sentence.last):
            tag = "X" if any(map(str.isalnum, found[i].form)) else "PUNCT"
            head, relation = (None, "root") if i == sentence.first else (sentence.first, "dep")
            found[i] = replace(found[i], tag=tag, head=head, relation=relation)
    for mark, facts in (words or {}).items():
        found[cut.one(mark)] = described(found[cut.one(mark)], facts, cut)
    body = Span(0, len(text))
    return Reading(
        Article("d", text, body),
        language.code,
        tuple(found),
        sentences,
        tuple(Name(cut.find(m)[0], cut.find(m)[-1] + 1, kind) for m, kind in (names or {}).items()),
        tuple(find_quotes(text, body)) if quotes is None else quotes,
        tuple(proposal(cut, one) for one in said),
        Maker("read", "hand", "1"),
    )


def described(word: Word, facts: str, cut: Text) -> Word:
    for at, fact in enumerate(facts.split()):
        if at == 0:
            word = replace(word, tag=fact)
        elif fact.startswith(">"):
            head, _, relation = fact[1:].partition(":")
            word = replace(word, head=cut.one(head) if head else None, relation=relation or "dep")
        elif "=" in fact:
            word = replace(word, features=fact)
        else:
            word = replace(word, lemma=fact)
    return word


def proposal(cut: Text, said: Said) -> Proposal:
    cue, content = cut.find(said.cue), cut.find(said.content)
    anchor = cut.one(said.anchor) if said.anchor else (cue or content)[-1]
    return Proposal(
        anchor,
        said.score,
        cue,
        cut.find(said.source),
        content,
        said.certainty,
        said.kind,
        cut.one(said.relayed_by) if said.relayed_by else None,
        said.relay_score if said.relayed_by else 0.0,
        cut.one(said.speaker) if said.speaker else None,
        said.speaker_score if said.speaker else said.nobody_score,
    )


def scene(
    text: str,
    *said: Said,
    source: Marks = (),
    cue: Marks = (),
    content: Marks = (),
    words: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    language: Language = SLOVENE,
) -> Scene:
    """A scene with the given proposals, or with the one that the marks make."""
    given = said or ((Said(source, cue, content),) if content else ())
    return Scene.of(reading(text, *given, words=words, names=names, language=language), language)


def draft_of(stage: Scene, number: int = 0) -> Draft:
    """A proposal as a draft, before any rule."""
    p = stage.reading.proposals[number]
    return Draft(p, p.cue, p.source, p.content)


def shown(stage: Scene, indices: tuple[int, ...]) -> list[str]:
    """The words of a part as they stand in the text, a string a span."""
    return [span.slice(stage.text) for span in stage.spans(indices)]


# The builder itself.


def test_the_builder_marks_words() -> None:
    stage = scene("Ana pravi, da bo dež.", source="Ana", cue="pravi", content="bo dež")
    made = draft_of(stage)
    assert (shown(stage, made.source), shown(stage, made.cue)) == (["Ana"], ["pravi"])
    assert shown(stage, made.content) == ["bo dež"]
    assert made.anchor == 1


def test_the_builder_counts_occurrences_and_refuses_what_is_not_there() -> None:
    cut = Text.of("Je rekel, da je, kar je.")
    assert cut.find("je") == (4,)
    assert cut.find(("je@2", "je")) == (4, 7)
    with pytest.raises(LookupError):
        cut.find("je@3")
    with pytest.raises(LookupError):
        cut.find("rek")


def test_the_builder_describes_words() -> None:
    stage = scene("Izjava Kosa velja.", words={"Kosa": "PROPN Kos Case=Gen|Number=Sing >Izjava:nmod"})
    word = stage.words[1]
    assert (word.tag, word.lemma, word.feature("Case"), word.head, word.relation) == (
        "PROPN",
        "Kos",
        "Gen",
        0,
        "nmod",
    )


def test_the_builder_finds_sentences_and_paragraphs() -> None:
    stage = scene("»Dež bo.« To je dejal Kos.\nMi pa gremo. Domov.")
    assert [(s.first, s.last, s.paragraph) for s in stage.reading.sentences] == [
        (0, 5, 0),
        (5, 10, 0),
        (10, 14, 1),
        (14, 16, 1),
    ]


# Scenes.


def test_words_know_their_quotation_sentence_and_paragraph() -> None:
    stage = scene("»Dež bo.« Tako pravi.\nMi pa ne.")
    assert stage.quote_of[:6] == (0, 0, 0, 0, 0, None)
    assert stage.quoted_words == ((0, 1, 2, 3, 4),)
    assert [stage.sentence_of[i] for i in (0, 5, 8)] == [0, 1, 2]
    assert stage.paragraph(0) == stage.paragraph(5) == 0
    assert stage.paragraph(8) == 1


def test_the_outermost_quotation_counts() -> None:
    stage = scene("„Rekla je »ne« in šla“, pravi Ana.")
    inner, outer = stage.words.index(next(w for w in stage.words if w.form == "ne")), 1
    assert stage.quote_of[inner] == stage.quote_of[outer] is not None
    assert stage.quote_of[len(stage.words) - 2] is None


def test_a_word_that_sticks_out_of_a_quotation_is_not_in_it() -> None:
    made = reading("ena dve tri", quotes=(Quote(Span(0, 5)),))
    assert Scene.of(made, SLOVENE).quote_of == (0, None, None)


def test_spans_join_neighbours_of_one_paragraph() -> None:
    stage = scene("Ena dve tri.\nŠtiri pet.")
    assert shown(stage, (0, 1)) == ["Ena dve"]
    assert shown(stage, (0, 2)) == ["Ena", "tri"]
    assert shown(stage, (2, 3, 4, 5)) == ["tri.", "Štiri pet"]
    assert stage.spans(()) == ()


def test_spans_of_a_word_named_twice_are_one() -> None:
    stage = scene("Menda naj bi deževalo.")
    assert stage.spans([1, 2, 1, 2]) == stage.spans([1, 2])


def test_children_are_those_of_the_own_sentence() -> None:
    stage = scene("Kos pravi ne. Tudi Ana.", words={"Kos": "PROPN >pravi:nsubj", "pravi": "VERB >:root"})
    assert stage.children(1) == [0]


def test_a_reading_without_words() -> None:
    stage = scene("")
    assert (stage.quote_of, stage.sentence_of, stage.quoted_words) == ((), (), ())


# Drafts.


def test_a_draft_notes_the_rule_that_changed_it_and_only_then() -> None:
    stage = scene("Ana pravi, da bo dež.", source="Ana", cue="pravi", content="bo dež")
    made = draft_of(stage)
    assert made.with_parts("bounds:x", content=[5, 4, 4]) is made
    changed = made.with_parts("bounds:x", content=[3, 4, 5], source=[0])
    assert changed.content == (3, 4, 5)
    assert [(r.step, r.name, r.detail) for r in changed.reasons] == [("rule", "bounds:x", "content")]
