"""The schema of a language folder: what is found in it, and what is refused with file, line and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import UnsupportedLanguage
from sayso.lang import CueRow, HedgeRow, Language, LanguageDataError, TitleRow, load, supported
from sayso.lang.folder import COLUMNS, aliases, read_folder

TOML = """
code = "xx"
name = "Examplish"
aliases = ["xy"]
quotes = [["„", "“"]]
negations = ["ne", "ni"]
decimal = ","
ordinal_dot = true
"""
CUE = "dejati\tverb\tsay\tasserted\tclause+quote\t\tAna je dejala, da pride.\tnews/one"


def folder(tmp_path: Path, **lines: str) -> Path:
    """A small language folder; a keyword is a table's name and what stands in it below the header."""
    home = tmp_path / "xx"
    home.mkdir()
    (home / "language.toml").write_text(lines.pop("toml", TOML), encoding="utf-8")
    for name, columns in COLUMNS.items():
        body = lines.pop(name.removesuffix(".tsv"), "")
        (home / name).write_text("\t".join(columns) + "\n" + body, encoding="utf-8")
    assert not lines
    return home


def cue(lemma: str, pos: str = "verb", act: str = "say", forms: str = "") -> CueRow:
    return CueRow(lemma, pos, act, "asserted", frozenset({"clause"}), tuple(filter(None, [forms])), "x", "x")


def language(*cues: CueRow, hedges: tuple[HedgeRow, ...] = (), titles: tuple[TitleRow, ...] = ()) -> Language:
    quotes = (("„", "“"),)
    return Language(
        "xx", "Examplish", quotes, negations=("ne", "ni"), cues=cues, hedges=hedges, titles=titles
    )


def test_reads_a_folder(tmp_path: Path) -> None:
    home = folder(tmp_path, cues=f"# a comment\n{CUE}\n")
    found = read_folder(home)
    assert (found.code, found.name, found.decimal, found.ordinal_dot) == ("xx", "Examplish", ",", True)
    assert found.quotes == (("„", "“"),)
    assert found.cues[0].frame == {"clause", "quote"}
    assert found.cues[0].forms == ()
    assert aliases(home) == ("xy",)


def test_tables_may_be_their_header_alone(tmp_path: Path) -> None:
    found = read_folder(folder(tmp_path))
    assert not [*found.cues, *found.hedges, *found.titles, *found.pronouns]


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        (
            "cues",
            CUE.replace("\tsay\t", "\tsings\t"),
            r"xx/cues.tsv:2: act 'sings' is not allowed; .*say, report",
        ),
        (
            "cues",
            CUE.replace("asserted", "sure"),
            r"cues.tsv:2: certainty 'sure' .*asserted, hearsay, possible",
        ),
        (
            "cues",
            CUE.replace("clause+quote", "clause+song"),
            r"frame 'song' is not allowed; allowed are clause",
        ),
        ("cues", CUE.replace("clause+quote", "refl"), "frame 'refl' alone"),
        ("cues", CUE.replace("clause+quote", "quote+quote"), "names a value twice"),
        ("cues", CUE.replace("\tverb\t", "\tword\t"), "pos 'word' is not allowed; allowed are verb, noun"),
        ("cues", CUE.replace("\t\t", "\tdejal,\t"), "forms 'dejal,' has a gap"),
        ("cues", CUE.replace("Ana je dejala, da pride.", ""), "example is empty"),
        ("cues", CUE.replace("dejati", "Dejati"), "has capitals; write 'dejati'"),
        ("cues", CUE.replace("Ana je", "Ana  je"), "stray white space"),
        ("cues", CUE.replace("\tnews/one", ""), "7 cells; the header has 8"),
        ("cues", f"{CUE}\n# between\n{CUE}", "xx/cues.tsv:4: 'dejati verb' stands at xx/cues.tsv:2 already"),
        ("hedges", "gotovo\tasserted\tcontent\tGotovo pride.\tx", "certainty 'asserted' .*hearsay, possible"),
        ("hedges", "menda\thearsay\teverywhere\tMenda pride.\tx", "scope 'everywhere' .*cue, content"),
        ("titles", "minister\tking\tminister Kos", "kind 'king' is not allowed; allowed are person"),
        ("pronouns", "on\ton\tpersonal\t4\tsing\tmasc", "person '4' is not allowed"),
    ],
)
def test_refuses_a_row(tmp_path: Path, table: str, line: str, message: str) -> None:
    with pytest.raises(LanguageDataError, match=message):
        read_folder(folder(tmp_path, **{table: line + "\n"}))


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (TOML + 'moon = "full"\n', "xx/language.toml: key 'moon' is not allowed; allowed are code"),
        (TOML.replace('name = "Examplish"', ""), "key 'name' is missing"),
        (TOML.replace('"xx"', '"zz"'), "code 'zz' must be the folder's name 'xx'"),
        (TOML.replace('decimal = ","', 'decimal = ";"'), "decimal ';' is not allowed; allowed is ',' or '.'"),
        (TOML.replace("true", '"yes"'), "ordinal_dot 'yes' is not allowed; allowed is true or false"),
        (TOML.replace('[["„", "“"]]', '["„", "“"]'), "quotes .* is not allowed; allowed is pairs of marks"),
        (TOML + 'months = ["maja", "maja"]\n', "months .* a list of texts, each once"),
        (TOML + 'months = ["Maja"]\n', "months .* has capitals"),
        (TOML + "months = \n", "not TOML"),
    ],
)
def test_refuses_a_fact(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(LanguageDataError, match=message):
        read_folder(folder(tmp_path, toml=toml))


def test_refuses_another_header(tmp_path: Path) -> None:
    home = folder(tmp_path)
    (home / "titles.tsv").write_text("kind\tlemma\texample\n", encoding="utf-8")
    with pytest.raises(
        LanguageDataError, match=r"xx/titles.tsv:1: header is .* must be 'lemma kind example'"
    ):
        read_folder(home)
    (home / "titles.tsv").write_text("", encoding="utf-8")
    with pytest.raises(LanguageDataError, match="no header"):
        read_folder(home)


def test_the_longest_row_wins_in_any_order() -> None:
    known = language(cue("dati"), cue("izjava", "noun"), cue("dati izjava"))
    found = known.find_cue(["izjava", "biti", "dati"], ["izjavo", "je", "dal"])
    assert found is not None
    assert found.lemma == "dati izjava"


def test_a_verb_comes_before_a_noun_and_a_particle_last() -> None:
    known = language(cue("naj bi", "particle", "hearsay"), cue("odgovor", "noun"), cue("glasiti"))
    found = known.find_cue(["naj", "biti", "odgovor", "glasiti"], ["naj", "bi", "odgovor", "glasil"])
    assert found is not None
    assert found.lemma == "glasiti"
    bare = known.find_cue(["naj", "biti"], ["naj", "bi"])
    assert bare is not None
    assert bare.act == "hearsay"


def test_forms_help_where_the_lemma_is_wrong() -> None:
    known = language(cue("reči", forms="rekla"))
    assert known.find_cue(["biti", "rekla"], ["je", "rekla"]) is known.cues[0]
    assert known.find_cue(["biti", "pela"], ["je", "pela"]) is None
    assert known.find_cue([], []) is None


def test_any_negation_stands_for_the_first() -> None:
    known = language(cue("strinjati", act="agree"), cue("ne strinjati", act="reject"))
    negated = known.find_cue(["se", "biti", "strinjati"], ["se", "ni", "strinjal"])
    assert negated is not None
    assert negated.act == "reject"
    plain = known.find_cue(["se", "biti", "strinjati"], ["se", "je", "strinjal"])
    assert plain is not None
    assert plain.act == "agree"


def test_hedges_and_titles_are_found_in_place() -> None:
    hedges = tuple(
        HedgeRow(words, certainty, scope, "x", "x")
        for words, certainty, scope in [
            ("lahko", "possible", "content"),
            ("bi lahko", "possible", "content"),
            ("naj bi", "hearsay", "cue"),
            ("naj bi", "hearsay", "content"),
        ]
    )
    titles = (TitleRow("agencija", "organisation", "x"), TitleRow("tiskoven agencija", "agency", "x"))
    known = language(hedges=hedges, titles=titles)
    words = ["delo", "bi", "lahko", "lahko", "naj", "bi", "padlo"]
    ranges = [(row.words, row.scope, list(at)) for row, at in known.find_hedges(words, words)]
    assert ranges == [
        ("bi lahko", "content", [1, 2]),
        ("lahko", "content", [3]),
        ("naj bi", "cue", [4, 5]),
    ]
    assert [row.scope for row, _ in known.find_hedges(words, words, "content")] == ["content"] * 3
    found = known.find_titles(["tiskoven", "agencija"], ["tiskovno", "agencijo"])
    assert [(row.kind, at) for row, at in found] == [("agency", range(2))]


def test_load_is_cached_and_takes_region_and_case() -> None:
    assert load("sl") is load("SL-si") is load("sl")


def test_an_alias_loads_the_folder_that_names_it() -> None:
    for code in supported():
        for alias in load(code).aliases:
            assert load(alias).code == (alias if alias in supported() else code)


@pytest.mark.parametrize("code", ["xx", "", "../sl", "sl/../sl", "."])
def test_other_languages_are_refused_by_name(code: str) -> None:
    with pytest.raises(UnsupportedLanguage, match="sl"):
        load(code)
