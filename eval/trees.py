"""Tags, features, lemmas and trees against treebanks, from gold tokens and from raw text.

From gold tokens each figure is a share of the words.  From raw text it is the F1 that the CoNLL 2018 shared task
reports: words are aligned by their characters, within multiword tokens by the longest common subsequence of their
forms, and a word that has no partner is wrong in everything.  Features and labels are compared whole here, the
plain ``LAS`` with its subtypes and ``LAS universal`` without.  Punctuation counts throughout.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from eval import Count, Figure, Reader
from sayso.model import Article, Reading, Span, Word

STAGE = "trees"
_BANKS = {
    "ssj-test": ("sl", "data/sl/treebank/test.conllu.gz"),
    "ewt-test": ("en", "data/en/ewt/en_ewt-ud-test.conllu.gz"),
}
SETS = tuple(f"{bank}-{form}" for bank in _BANKS for form in ("tokens", "raw"))
FACTS = ("UPOS", "features", "lemma", "UAS", "LAS", "LAS universal")


@dataclass(frozen=True, slots=True)
class Node:
    """A syntactic word of a treebank; ``token`` is the surface token it belongs to, ``head`` as in ``Word``."""

    form: str
    lemma: str
    tag: str
    features: str
    head: int | None
    relation: str
    token: int


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence: ``tokens`` are its surface forms, each with whether white space follows it."""

    text: str
    nodes: tuple[Node, ...]
    tokens: tuple[tuple[str, bool], ...]
    opens_paragraph: bool = False
    opens_document: bool = False

    def spaces(self) -> list[bool]:
        """For each syntactic word whether white space follows: never inside a multiword token."""
        following = [node.token for node in self.nodes[1:]] + [-1]
        return [
            self.tokens[node.token][1] and node.token != after
            for node, after in zip(self.nodes, following, strict=True)
        ]


def measure(name: str, shared: Path, reader: Reader) -> list[Figure]:
    """The figures of one set."""
    bank, _, form = name.rpartition("-")
    language, path = _BANKS[bank]
    trees = read_treebank(shared / path)
    counts = _from_raw(trees, language, reader) if form == "raw" else _from_tokens(trees, language, reader)
    return [count.figure(STAGE, name, fact) for fact, count in counts.items()]


def _from_tokens(trees: Sequence[Tree], language: str, reader: Reader) -> dict[str, Count]:
    forms = [[node.form for node in tree.nodes] for tree in trees]
    return compare_tokens(trees, reader.read_tokens(forms, language, [tree.spaces() for tree in trees]))


def _from_raw(trees: Sequence[Tree], language: str, reader: Reader) -> dict[str, Count]:
    total: dict[str, Count] = {}
    for number, document in enumerate(documents(trees)):
        text = raw_text(document)
        article = Article(id=str(number), text=text, body=Span(0, len(text)), language=language)
        for fact, count in compare_raw(document, reader.read(article, language).reading).items():
            total[fact] = total.get(fact, Count(0, 0, 0)) + count
    return total


# ---------------------------------------------------------------------------------------------- the treebank


def read_treebank(path: Path) -> list[Tree]:
    """The sentences of a compressed CoNLL-U file, empty nodes left out."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        return list(parse(file.read()))


def parse(conllu: str) -> Iterator[Tree]:
    """The sentences of a text in CoNLL-U."""
    for block in conllu.replace("\r\n", "\n").split("\n\n"):
        lines = [line for line in block.split("\n") if line]
        if any(not line.startswith("#") for line in lines):
            yield _tree(lines)


def _tree(lines: Sequence[str]) -> Tree:
    notes = [line for line in lines if line.startswith("#")]
    text = next((note.removeprefix("# text = ") for note in notes if note.startswith("# text = ")), "")
    nodes: list[Node] = []
    tokens: list[tuple[str, bool]] = []
    inside = 0
    for line in lines:
        cells = line.split("\t")
        number = cells[0]
        if line.startswith("#") or "." in number:
            continue
        surface = (cells[1], "SpaceAfter=No" not in cells[9].split("|"))
        if "-" in number:
            inside = int(number.split("-")[1])
            tokens.append(surface)
            continue
        if int(number) > inside:
            tokens.append(surface)
        head = int(cells[6]) - 1
        form, lemma, tag = cells[1:4]
        nodes.append(Node(form, lemma, tag, cells[5], None if head < 0 else head, cells[7], len(tokens) - 1))
    return Tree(text, tuple(nodes), tuple(tokens), _noted(notes, "newpar"), _noted(notes, "newdoc"))


def _noted(notes: Sequence[str], mark: str) -> bool:
    return any(note[1:].split()[:1] == [mark] for note in notes)


def documents(trees: Sequence[Tree]) -> list[list[Tree]]:
    """The sentences by document; a treebank that marks none is one."""
    found: list[list[Tree]] = []
    for tree in trees:
        if tree.opens_document or not found:
            found.append([])
        found[-1].append(tree)
    return found


def raw_text(trees: Sequence[Tree]) -> str:
    """The running text; paragraphs only where the treebank marks them, so that no sentence end is given away."""
    parts: list[str] = []
    for at, tree in enumerate(trees):
        if at:
            apart = " " if trees[at - 1].tokens[-1][1] else ""
            parts.append("\n\n" if tree.opens_paragraph else apart)
        parts.append(tree.text)
    return "".join(parts)


# ---------------------------------------------------------------------------------------------- the comparison


def compare_tokens(trees: Sequence[Tree], read: Sequence[Sequence[Word]]) -> dict[str, Count]:
    """Shares of the words that are right, the words being given."""
    if [len(words) for words in read] != [len(tree.nodes) for tree in trees]:
        raise ValueError("the reader gave back other tokens than it was given")
    hits = dict.fromkeys(FACTS, 0)
    for tree, words in zip(trees, read, strict=True):
        for node, word in zip(tree.nodes, words, strict=True):
            for fact in right(node, word, word.head == node.head):
                hits[fact] += 1
    size = sum(len(tree.nodes) for tree in trees)
    return {fact: Count(found, size, size) for fact, found in hits.items()}


def right(node: Node, word: Word, same_head: bool) -> list[str]:
    """What of a word was read as in the treebank."""
    checks = (
        node.tag == word.tag,
        feature_set(node.features) == feature_set(word.features),
        node.lemma == word.lemma,
        same_head,
        same_head and node.relation == word.relation,
        same_head and node.relation.split(":")[0] == word.relation.split(":")[0],
    )
    return [fact for fact, fine in zip(FACTS, checks, strict=True) if fine]


def feature_set(features: str) -> frozenset[str]:
    """Features without their order; ``_`` stands for none."""
    return frozenset(features.split("|")) - {"_", ""}


def compare_raw(trees: Sequence[Tree], reading: Reading) -> dict[str, Count]:
    """Counts for one document that was read from its raw text."""
    nodes = [node for tree in trees for node in tree.nodes]
    heads = _running_heads(trees)
    gold, gold_sentences = _gold_places(trees, reading.article.text)
    found, found_sentences = _read_places(reading)
    partner = align(gold, [node.form for node in nodes], found, [word.form for word in reading.words])
    hits = dict.fromkeys(FACTS, 0)
    for at, other in partner.items():
        head, word = heads[at], reading.words[other]
        same = word.head is None if head is None else word.head is not None and partner.get(head) == word.head
        for fact in right(nodes[at], word, same):
            hits[fact] += 1
    common = len(set(gold_sentences) & set(found_sentences))
    return {
        "sentences": Count(common, len(found_sentences), len(gold_sentences)),
        "words": Count(len(partner), len(found), len(gold)),
    } | {fact: Count(right_ones, len(found), len(gold)) for fact, right_ones in hits.items()}


Place = tuple[int, int]


def _running_heads(trees: Sequence[Tree]) -> list[int | None]:
    """Heads counted over the whole document, as in a ``Reading``."""
    heads: list[int | None] = []
    for tree in trees:
        start = len(heads)
        heads += [None if node.head is None else start + node.head for node in tree.nodes]
    return heads


def _gold_places(trees: Sequence[Tree], text: str) -> tuple[list[Place], list[Place]]:
    """Words and sentences as places among the characters that are no white space."""
    words: list[Place] = []
    sentences: list[Place] = []
    letters = "".join(text.split())
    at = 0
    for tree in trees:
        tokens: list[Place] = []
        for form, _ in tree.tokens:
            bare = "".join(form.split())
            if not letters.startswith(bare, at):
                raise ValueError(f"the treebank's token {form!r} is not in its text {tree.text!r}")
            tokens.append((at, at + len(bare)))
            at += len(bare)
        words += [tokens[node.token] for node in tree.nodes]
        sentences.append((tokens[0][0], at))
    return words, sentences


def _read_places(reading: Reading) -> tuple[list[Place], list[Place]]:
    bare = [0]
    for letter in reading.article.text:
        bare.append(bare[-1] + (not letter.isspace()))
    words = [(bare[word.span.start], bare[word.span.end]) for word in reading.words]
    runs = [words[sentence.first : sentence.last] for sentence in reading.sentences]
    return words, [(run[0][0], run[-1][1]) for run in runs if run]


def align(
    gold: Sequence[Place], gold_forms: Sequence[str], found: Sequence[Place], found_forms: Sequence[str]
) -> dict[int, int]:
    """Partners of gold words.

    The text falls into stretches at which both sides have a border.  In a stretch of plain words those in the same
    place are the same word; in one with a multiword token the forms decide.
    """
    partner: dict[int, int] = {}
    here = there = 0
    while here < len(gold) and there < len(found):
        first, second = here, there
        here, there = _next_border(gold, here, found, there)
        if _is_shared(gold[first:here]) or _is_shared(found[second:there]):
            ours = [form.casefold() for form in gold_forms[first:here]]
            theirs = [form.casefold() for form in found_forms[second:there]]
            partner |= {first + i: second + j for i, j in common_subsequence(ours, theirs)}
        else:
            at = {found[other]: other for other in range(second, there)}
            partner |= {one: at[gold[one]] for one in range(first, here) if gold[one] in at}
    return partner


def _next_border(gold: Sequence[Place], here: int, found: Sequence[Place], there: int) -> tuple[int, int]:
    """The words after the next place where a word ends on both sides."""
    end, other = gold[here][1], found[there][1]
    here, there = _past(gold, here, end), _past(found, there, other)
    while end != other:
        if end < other and here < len(gold):
            end = gold[here][1]
            here = _past(gold, here, end)
        elif other < end and there < len(found):
            other = found[there][1]
            there = _past(found, there, other)
        else:
            break
    return here, there


def _past(places: Sequence[Place], at: int, end: int) -> int:
    while at < len(places) and places[at][1] <= end:
        at += 1
    return at


def _is_shared(places: Sequence[Place]) -> bool:
    """Whether a multiword token is among them: its words stand in the same place."""
    return any(one == other for one, other in pairwise(places))


def common_subsequence(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence, as pairs of places."""
    best = [[0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in reversed(range(len(ours))):
        for j in reversed(range(len(theirs))):
            same = best[i + 1][j + 1] + 1 if ours[i] == theirs[j] else 0
            best[i][j] = max(same, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(ours) and j < len(theirs):
        if ours[i] == theirs[j] and best[i][j] == best[i + 1][j + 1] + 1:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
