"""Windows hold every word, fit the encoder and keep off open quotations."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read.windows import EOS, OVERLAP, PIECES, Token, cut_windows


def cut(form: str, after_space: bool) -> tuple[int, ...]:
    return tuple(range(10, 10 + max(1, len(form))))[:16]


def tokens(count: int, paragraph: int = 40, form: str = "aa") -> list[Token]:
    return [Token("." if i % 12 == 11 else form, True, i // paragraph) for i in range(count)]


@given(st.lists(st.tuples(st.integers(1, 20), st.booleans(), st.booleans()), max_size=400))
@settings(max_examples=60, deadline=None)
def test_every_word_is_seen_and_no_window_is_too_long(rows: list[tuple[int, bool, bool]]) -> None:
    paragraph, made = 0, []
    for length, new, quoted in rows:
        paragraph += new
        made.append(Token("a" * length, True, paragraph, quoted))
    windows = cut_windows(made, cut)
    assert sorted({i for w in windows for i in range(w.start, w.end)}) == list(range(len(made)))
    assert all(len(w.pieces) <= PIECES for w in windows)
    assert all(a.start < b.start for a, b in zip(windows, windows[1:], strict=False))
    for window in windows:
        assert len(window.first) == len(window.last) == window.end - window.start


def test_windows_overlap_and_begin_at_paragraphs() -> None:
    windows = cut_windows(tokens(600), cut)
    for before, after in zip(windows, windows[1:], strict=False):
        assert before.end - after.start > 0
        assert after.start % 40 == 0 or tokens(600)[after.start - 1].form == "."
        assert 2 * (before.end - after.start) >= OVERLAP // 2


def test_a_paragraph_ends_with_a_piece_of_its_own() -> None:
    (window,) = cut_windows([Token("a", True, 0), Token("b", True, 1)], cut)
    assert window.pieces[2] == EOS
    assert window.first == (1, 3)


def test_no_window_begins_inside_a_quotation_that_is_short_enough() -> None:
    made = [Token("aaa", True, 0, quoted=60 <= i < 90) for i in range(200)]
    assert all(not made[w.start].quoted for w in cut_windows(made, cut))


def test_no_words_no_windows() -> None:
    assert cut_windows([], cut) == []
