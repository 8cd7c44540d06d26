"""A sentence cut finely enough for amounts: numbers, runs of letters and single signs, each in a word of the reading."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.lang import Language
from sayso.lang.numbers import Numbers, pieces
from sayso.model import Name, Reading, Sentence, Word


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a word, in lower case.  ``glued``: nothing parts it from the piece before."""

    start: int
    end: int
    text: str
    word: int
    glued: bool

    @property
    def digits(self) -> bool:
        return self.text[0].isdecimal()

    @property
    def letters(self) -> bool:
        return self.text[0].isalpha()


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence with its pieces; ``texts`` are those of the pieces, ``names`` the report's by their words."""

    reading: Reading
    language: Language
    sentence: Sentence
    pieces: tuple[Piece, ...]
    texts: tuple[str, ...]
    names: Mapping[int, Name]

    @staticmethod
    def of(reading: Reading, language: Language, sentence: Sentence, names: Mapping[int, Name]) -> Passage:
        found: list[Piece] = []
        end = -1
        for at in range(sentence.first, sentence.last):
            word = reading.words[at]
            written = word.span.slice(reading.article.text)
            for first, last in pieces(written):
                start = word.span.start + first
                found.append(
                    Piece(start, word.span.start + last, written[first:last].lower(), at, start == end)
                )
                end = word.span.start + last
        texts = tuple(piece.text for piece in found)
        return Passage(reading, language, sentence, tuple(found), texts, names)

    @property
    def numbers(self) -> Numbers:
        return self.language.numbers

    def piece(self, at: int) -> Piece | None:
        return self.pieces[at] if 0 <= at < len(self.pieces) else None

    def text(self, at: int) -> str:
        """The piece's text; empty outside the sentence."""
        return self.texts[at] if 0 <= at < len(self.texts) else ""

    def glued(self, at: int) -> bool:
        """Does the piece touch the one before it?"""
        return 0 <= at < len(self.pieces) and self.pieces[at].glued

    def word(self, at: int) -> Word:
        """The word that a piece is in."""
        return self.reading.words[self.pieces[at].word]

    def written(self, at: int) -> str:
        """The piece as it stands in the text, with its capitals."""
        piece = self.pieces[at]
        return self.reading.article.text[piece.start : piece.end]

    def last_piece(self, word: int) -> int:
        """The last piece of a word of the sentence; -1 where it has none."""
        at = bisect_right(self.pieces, word, key=lambda piece: piece.word) - 1
        return at if at >= 0 and self.pieces[at].word == word else -1

    def first_piece(self, word: int) -> int:
        """The first piece of a word of the sentence; -1 where it has none."""
        at = bisect_left(self.pieces, word, key=lambda piece: piece.word)
        return at if at < len(self.pieces) and self.pieces[at].word == word else -1
