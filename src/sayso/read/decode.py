"""From what the heads say to words, sentences, names and proposals: numpy only, no rule of any language.

Where windows overlap, a word is read in the window in which it stands farthest from a border.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sayso.model import Name, Proposal, Sentence, Span, Word
from sayso.read.encoder import Encoder, Floats, Ints, Labels, Seen
from sayso.read.lemmas import apply_rule
from sayso.read.trees import best_tree
from sayso.read.windows import Token, Window, cut_windows

ANCHOR_LOGIT = -1.5  # a probability of 0.18: the next stage decides what is sure enough
RULES_TRIED = 8
CUE, SOURCE, CONTENT = 1, 2, 3


@dataclass(frozen=True)
class View:
    """All windows of a report, what the heads said of them, and each word's home window."""

    windows: list[Window]
    seen: list[Seen]
    home: Ints
    labels: Labels

    def gather(self, head: str) -> Floats:
        """One head's logits for all words of the report, each from its home window."""
        whole: Floats | None = None
        borders = np.searchsorted(
            self.home, np.arange(len(self.windows) + 1)
        )  # homes never fall along the text
        for number, (window, seen) in enumerate(zip(self.windows, self.seen, strict=True)):
            first, last = int(borders[number]), int(borders[number + 1])
            part = getattr(seen, head)
            if whole is None:
                whole = np.zeros((len(self.home), *part.shape[1:]), np.float32)
            whole[first:last] = part[first - window.start : last - window.start]
        return np.zeros(0, np.float32) if whole is None else whole


def look(tokens: Sequence[Token], encoder: Encoder) -> View:
    """Cut into windows and let the encoder see each."""
    windows = cut_windows(tokens, encoder.cut)
    return View(
        windows, [encoder.see(window) for window in windows], homes(windows, len(tokens)), encoder.labels
    )


def homes(windows: Sequence[Window], count: int) -> Ints:
    """For each word the window in which it is farthest from a border that cuts the text."""
    home = np.zeros(count, np.int64)
    best = np.full(count, -1.0)
    for number, window in enumerate(windows):
        at = np.arange(window.start, window.end)
        before = at - window.start if window.start else np.full(len(at), np.inf)
        after = window.end - 1 - at if window.end < count else np.full(len(at), np.inf)
        margin = np.minimum(before, after)
        farther = margin > best[window.start : window.end]
        home[at[farther]] = number
        best[at[farther]] = margin[farther]
    return home


def sentence_starts(view: View, hints: Sequence[bool | None]) -> NDArray[np.bool_]:
    """The network decides, but where a rule is sure (``True`` must start, ``False`` cannot)."""
    starts: NDArray[np.bool_] = view.gather("sentence") > 0
    for at, hint in enumerate(hints):
        if hint is not None:
            starts[at] = hint
    if len(starts):
        starts[0] = True
    return starts


def log_softmax(x: Floats) -> Floats:
    shifted = x - x.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


class Tagger:
    """Tag and features together: the best feature string that the language has."""

    def __init__(self, labels: Labels, language: str) -> None:
        rows = labels.features.get(language)
        if rows is None or not len(rows):
            rows = np.arange(len(labels.strings))
        self.strings = [labels.strings[i] for i in rows]
        index = {value: i for i, value in enumerate(labels.values)}
        tags = {tag: i for i, tag in enumerate(labels.tags)}
        self.members = np.zeros((len(labels.values), len(rows)), np.float32)
        for at, string in enumerate(self.strings):
            for value in string.split("|"):
                if value != "_":
                    self.members[index[value], at] = 1.0
        self.tag_of = np.array([tags[string.split("|", 1)[0]] for string in self.strings])

    def best(self, values: Floats, tags: Floats) -> list[tuple[str, str]]:
        """``("NOUN", "Case=Nom|…")`` for each word."""
        scores = log_softmax(values @ self.members) + log_softmax(tags)[:, self.tag_of]
        chosen = (self.strings[i].split("|", 1) for i in scores.argmax(axis=1))
        return [(tag, features) for tag, features in chosen]


def lemma_of(form: str, scores: Floats, labels: Labels) -> str:
    """The best rule that fits the form."""
    best = labels.lemmas[int(scores.argmax())]
    found = apply_rule(best, form)
    if found:
        return found
    for at in np.argsort(-scores)[1:RULES_TRIED]:
        if made := apply_rule(labels.lemmas[int(at)], form):
            return made
    return form


def read_names(scores: Floats, sentences: Sequence[Sentence], labels: Labels) -> list[Name]:
    """Runs of words under one label; ``I`` only after ``B`` or ``I`` of the same type (Viterbi)."""
    found: list[Name] = []
    allowed = name_steps(labels.names)
    outside = labels.names.index("O")
    for sentence in sentences:
        part = log_softmax(scores[sentence.first : sentence.last])
        if (part.argmax(axis=1) == outside).all():
            continue
        path = viterbi(part[None], allowed)[0]
        found += runs(path, part, sentence.first, labels.names)
    return found


def name_steps(names: Sequence[str]) -> Floats:
    steps = np.zeros((len(names), len(names)), np.float32)
    for a, before in enumerate(names):
        for b, after in enumerate(names):
            if after.startswith("I-") and before[2:] != after[2:]:
                steps[a, b] = -1e4
    return steps


def runs(path: Ints, scores: Floats, offset: int, names: Sequence[str]) -> list[Name]:
    found: list[Name] = []
    for at, label in enumerate(path):
        kind = names[label]
        score = float(np.exp(scores[at, label]))
        if kind.startswith("B-") or (kind.startswith("I-") and not (found and found[-1].last == offset + at)):
            found.append(Name(offset + at, offset + at + 1, kind[2:], score))
        elif kind.startswith("I-"):
            last = found[-1]
            found[-1] = replace(last, last=offset + at + 1, score=min(last.score, score))
    return found


def viterbi(scores: Floats, steps: Floats) -> Ints:
    """The best label sequence of each row of ``(rows, words, labels)`` (Viterbi 1967)."""
    rows, length, labels = scores.shape
    best = scores[:, 0]
    back = np.zeros((rows, length, labels), np.int64)
    for at in range(1, length):
        through = best[:, :, None] + steps[None]
        back[:, at] = through.argmax(axis=1)
        best = through.max(axis=1) + scores[:, at]
    path = np.zeros((rows, length), np.int64)
    path[:, -1] = best.argmax(axis=1)
    line = np.arange(rows)
    for at in range(length - 1, 0, -1):
        path[:, at - 1] = back[line, at, path[:, at]]
    return path


def parse(view: View, sentences: Sequence[Sentence], count: int) -> tuple[list[int | None], list[str]]:
    """Heads (indices of words, ``None`` for roots) and relations of all words."""
    heads: list[int | None] = [None] * count
    relations = ["root"] * count
    for sentence in sentences:
        root: int | None = None
        for number, first, last in chunks(view, sentence):
            offset = view.windows[number].start
            seen = view.seen[number]
            tree = np.array(best_tree(seen.arcs(first - offset, last - offset)))
            labels = seen.relations(np.arange(first, last) - offset, tree + first - offset).argmax(axis=1)
            for at, head in enumerate(tree):
                word = first + at
                if head == at:
                    heads[word], relations[word] = root, "root" if root is None else "parataxis"
                else:
                    heads[word] = first + int(head)
                    label = view.labels.relations[int(labels[at])]
                    relations[word] = label if label != "root" else "dep"
            root = first + int(np.flatnonzero(tree == np.arange(len(tree)))[0]) if root is None else root
    return heads, relations


def chunks(view: View, sentence: Sentence) -> list[tuple[int, int, int]]:
    """The window that holds the whole sentence, or, for one longer than a window, parts in their home windows."""
    nearest = range(max(0, int(view.home[sentence.first]) - 1), int(view.home[sentence.last - 1]) + 2)
    near = [(n, view.windows[n]) for n in nearest if n < len(view.windows)]
    whole = [n for n, w in near if w.start <= sentence.first and sentence.last <= w.end]
    if whole:
        middle = int(view.home[(sentence.first + sentence.last) // 2])
        return [(middle if middle in whole else whole[0], sentence.first, sentence.last)]
    result: list[tuple[int, int, int]] = []
    for at in range(sentence.first, sentence.last):
        number = int(view.home[at])
        if result and result[-1][0] == number:
            result[-1] = (number, result[-1][1], at + 1)
        else:
            result.append((number, at, at + 1))
    return result


def sentences_of(starts: NDArray[np.bool_], tokens: Sequence[Token]) -> list[Sentence]:
    borders = [*np.flatnonzero(starts).tolist(), len(tokens)]
    return [Sentence(a, b, tokens[a].paragraph) for a, b in zip(borders, borders[1:], strict=False)]


def annotate(
    view: View, tokens: Sequence[Token], spans: Sequence[Span], sentences: Sequence[Sentence], tagger: Tagger
) -> list[Word]:
    """Words with tag, features, lemma and tree."""
    pairs = tagger.best(view.gather("value"), view.gather("tag"))
    lemmas = view.gather("lemma")
    heads, relations = parse(view, sentences, len(tokens))
    return [
        Word(
            spans[i],
            token.form,
            lemma_of(token.form, lemmas[i], view.labels),
            *pairs[i],
            heads[i],
            relations[i],
        )
        for i, token in enumerate(tokens)
    ]


def propose(view: View, steps: Floats) -> list[Proposal]:
    """What the network proposes: an anchor, and for it cue, source and content words, certainty, relay, speaker."""
    found: list[Proposal] = []
    for number, (window, seen) in enumerate(zip(view.windows, view.seen, strict=True)):
        logits = seen.anchor
        anchors = np.flatnonzero(logits > ANCHOR_LOGIT)
        if not len(anchors):
            continue
        mine = view.home[anchors + window.start] == number
        if mine.any():
            found += propose_in(seen, steps, anchors, mine, window.start)
    kept = [p for p in found if p.content]
    known = {p.anchor for p in kept}
    return [p if p.relayed_by in known else replace(p, relayed_by=None) for p in kept]


def run_on(proposals: Sequence[Proposal], view: View, sentences: Sequence[Sentence]) -> list[Proposal]:
    """Content that a window's border cuts goes on to the border of its sentence."""
    return [
        replace(p, content=whole(p.content, view.windows[view.home[p.anchor]], len(view.home), sentences))
        for p in proposals
    ]


def whole(
    content: tuple[int, ...], window: Window, count: int, sentences: Sequence[Sentence]
) -> tuple[int, ...]:
    found = list(content)
    if window.end < count and content[-1] == window.end - 1:
        found += range(window.end, sentence_at(sentences, window.end - 1).last)
    if window.start and content[0] == window.start:
        found = [*range(sentence_at(sentences, window.start).first, window.start), *found]
    return tuple(found)


def sentence_at(sentences: Sequence[Sentence], word: int) -> Sentence:
    return sentences[bisect.bisect_right(sentences, word, key=lambda sentence: sentence.first) - 1]


def propose_in(
    seen: Seen, steps: Floats, anchors: Ints, mine: NDArray[np.bool_], offset: int
) -> list[Proposal]:
    paths = viterbi(seen.roles(anchors), steps)
    certainty, kind = (np.exp(log_softmax(x)) for x in seen.sureness(anchors, paths == CONTENT))
    relays = np.exp(log_softmax(seen.relays(anchors)))
    speakers = np.exp(log_softmax(seen.speakers(anchors)))
    scores = 1 / (1 + np.exp(-seen.anchor[anchors]))
    result = []
    for row in np.flatnonzero(mine):
        outer, named = int(relays[row].argmax()), int(speakers[row].argmax())
        result.append(
            Proposal(
                anchor=int(anchors[row]) + offset,
                score=float(scores[row]),
                cue=words_in(paths[row], CUE, offset),
                source=words_in(paths[row], SOURCE, offset),
                content=words_in(paths[row], CONTENT, offset),
                certainty=tuple(map(float, certainty[row])),
                kind=tuple(map(float, kind[row])),
                relayed_by=int(anchors[outer - 1]) + offset if outer else None,
                relay_score=float(relays[row, outer]),
                speaker=named - 1 + offset if named else None,
                speaker_score=float(speakers[row, named]),
            )
        )
    return result


def words_in(path: Ints, role: int, offset: int) -> tuple[int, ...]:
    return tuple(int(i) + offset for i in np.flatnonzero(path == role))
