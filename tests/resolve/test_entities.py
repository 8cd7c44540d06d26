"""Entities of hand-made readings: base forms, mentions of one thing, ids that languages share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.lang import Language, load
from sayso.lang.keys import name_key
from sayso.model import Article, Entity, Maker, Name, Reading, Sentence, Span, Word
from sayso.read.words import split_words
from sayso.resolve.entities import Named, entities_of, speaker_entity
from sayso.resolve.people import Mention, people_of
from sayso.resolve.reports import united

SLOVENE, ENGLISH, CROATIAN = load("sl"), load("en"), load("hr")


def read(
    text: str, names: Sequence[tuple[str, str]], words: dict[str, str] | None = None, code: str = "sl"
) -> Reading:
    """``names`` are found in the order of the text; ``words`` says lemma and case of forms: ``{"Kosu": "Kos Dat"}``."""
    made = []
    for span in split_words(text):
        form = span.slice(text)
        lemma, case = [*(words or {}).get(form, f"{form} Nom").split(), "Nom"][:2]
        made.append(Word(span, form, lemma, "PROPN", f"Case={case}|Gender=Masc|Number=Sing"))
    found, after = [], 0
    for said, kind in names:
        start = text.index(said, after)
        after = start + len(said)
        inside = [i for i, word in enumerate(made) if start <= word.span.start and word.span.end <= after]
        found.append(Name(inside[0], inside[-1] + 1, kind))
    sentence = (Sentence(0, len(made), 0),) if made else ()
    article = Article("d", text, Span(0, len(text)))
    return Reading(article, code, tuple(made), sentence, tuple(found), (), (), Maker("read", "hand", "1"))


def ids(reading: Reading, language: Language = SLOVENE) -> list[tuple[str, str]]:
    return [(entity.name, entity.id) for entity in entities_of(reading, language)]


@pytest.mark.parametrize(
    "spellings",
    [
        "Sergey Lavrov|Sergei Lavrov|Sergej Lavrov|Сергей Лавров|Сергеј Лавров|Sergej Viktorovič Lavrov",
        "Volodymyr Zelensky|Volodimir Zelenski|Volodymyr Zelenskyy|Володимир Зеленський",
        "Gorbačov|Gorbachev|Gorbachov|Gorbatschow|Горбачёв|Горбачев",
        "Boris Yeltsin|Boris Jelcin|Борис Ельцин",
        "Yury|Jurij|Yuri|Юрий",
        "Yevgeny|Evgeny|Jevgenij|Евгений",
        "Hruščov|Khrushchev|Хрущёв",
        "Novak Djokovic|Novak Đoković|Новак Ђоковић",
        "Alexander|Aleksander|Aleksandr|Александр",
        "Fyodor|Fjodor|Фёдор",
        "Natalia|Natalija|Nataliya|Наталья",
        "Zakharova|Zaharova|Захарова",
        "Müller|Mueller|MÜLLER",
        "Victor Orban|Viktor Orbán",
        "Donald J. Trump|Donald Trump",
        "Lavrov's|Lavrov’s|Lavrov",
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: str) -> None:
    keys = {name_key(name) for name in spellings.split("|")}
    assert len(keys) == 1
    assert all(keys)


@pytest.mark.parametrize(
    ("name", "other"), [("Simon Kos", "Simona Kos"), ("Mario", "Marie"), ("Iran", "Irak"), ("Petra", "Peter")]
)
def test_names_of_two_people_have_two_keys(name: str, other: str) -> None:
    assert name_key(name) != name_key(other)


@given(st.text(max_size=40))
def test_a_key_is_made_of_any_text_and_is_its_own_key_in_form(name: str) -> None:
    key = name_key(name)
    assert not any(map(str.isspace, key))
    assert name_key(name.upper()) == name_key(name.upper().casefold())


def test_cases_and_surnames_of_a_person_are_one() -> None:
    reading = read(
        "Janez Lesnik je z Ano Kos obiskal Lesnika . Lesniku je pomagala Kosova .",
        [
            ("Janez Lesnik", "PER"),
            ("Ano Kos", "PER"),
            ("Lesnika", "PER"),
            ("Lesniku", "PER"),
            ("Kosova", "PER"),
        ],
        {"Ano": "Ana Ins", "Lesnika": "Lesnik Acc", "Lesniku": "Lesniko Dat"},
    )
    assert ids(reading) == [
        ("Janez Lesnik", "person:ianez-lesnik"),
        ("Ana Kos", "person:ana-kos"),
        ("Lesnik", "person:ianez-lesnik"),
        ("Lesnik", "person:ianez-lesnik"),  # the lemma was wrong; the full name tells
        ("Kos", "person:ana-kos"),
    ]


def test_of_two_bearers_the_first_is_meant_and_the_other_kept_in_the_reason() -> None:
    reading = read(
        "Ana Kos in Janez Kos . Kos je odšel .", [("Ana Kos", "PER"), ("Janez Kos", "PER"), ("Kos", "PER")]
    )
    last = entities_of(reading, SLOVENE)[-1]
    assert last.id == "person:ana-kos"
    assert "or Janez Kos" in last.why[-1].detail


def test_a_surname_is_of_the_gender_that_it_shows() -> None:
    people = [
        Mention(0, ("Jan", "Kos"), "Jan Kos", True, "Masc"),
        Mention(1, ("Ana", "Kos"), "Ana Kos", True, "Fem"),
    ]
    found = people_of([*people, Mention(2, ("Kosova",), "Kosova", True, "Fem")])
    assert found[2][0].name == "Ana Kos"
    assert [other.name for other in found[2][1]] == ["Jan Kos"]


def test_genders_keep_full_names_apart() -> None:
    mentions = [
        Mention(0, ("Simon", "Kos"), "Simon Kos", True, "Masc"),
        Mention(1, ("Simone", "Kos"), "Simone Kos", False, "Fem"),
        Mention(2, ("Simona", "Kosa"), "Simon Kos", False, "Masc"),
    ]
    found = people_of(mentions)
    assert found[0][0] is found[2][0]
    assert found[0][0] is not found[1][0]


def test_a_people_in_the_plural_has_a_plural_base_form() -> None:
    reading = read("zmaga Slovencev", [("Slovencev", "PER")])
    word = replace(reading.words[1], lemma="Slovenec", features="Case=Gen|Gender=Masc|Number=Plur")
    reading = replace(reading, words=(reading.words[0], word))
    assert ids(reading) == [("Slovenci", "country:SI")]


def test_other_names_of_a_country_keep_theirs() -> None:
    names = [("Združenih državah", "LOC"), ("Ameriki", "LOC"), ("ZDA", "LOC")]
    words = {"Združenih": "Združen Loc", "državah": "država Loc", "Ameriki": "Amerika Loc"}
    found = ids(read("v Združenih državah , Ameriki in ZDA", names, words))
    assert found == [(name, "country:US") for name in ("Združene države", "Amerika", "ZDA")]


def test_two_nominatives_are_two_people() -> None:
    mentions = [
        Mention(0, ("Simon", "Kos"), "Simon Kos", True),
        Mention(1, ("Simona", "Kos"), "Simona Kos", True),
    ]
    found = people_of(mentions)
    assert found[0][0] is not found[1][0]


def test_countries_peoples_capitals_and_bodies_have_ids_of_rows() -> None:
    text = "Rusi v Rusiji , Moskvi , Evropski uniji , Natu in na Hrvaškem ."
    names = [
        ("Rusi", "PER"),
        ("Rusiji", "LOC"),
        ("Moskvi", "LOC"),
        ("Evropski uniji", "ORG"),
        ("Natu", "ORG"),
        ("Hrvaškem", "LOC"),
    ]
    words = {"Rusiji": "Rusija Loc", "Hrvaškem": "Hrvaško Loc"}
    assert ids(read(text, names, words)) == [
        ("Rusi", "country:RU"),
        ("Rusija", "country:RU"),
        ("Moskva", "capital:RU"),
        ("Evropska unija", "org:eu"),
        ("Nato", "org:nato"),
        ("Hrvaška", "country:HR"),
    ]


def test_a_body_of_states_is_an_organisation_whatever_it_was_taken_for() -> None:
    (entity,) = entities_of(read("Nato .", [("Nato", "LOC")]), SLOVENE)
    assert (entity.type, entity.id) == ("ORG", "org:nato")


def test_a_person_is_no_country() -> None:
    assert ids(read("Jordan said so .", [("Jordan", "PER")], code="en"), ENGLISH) == [
        ("Jordan", "person:iordan")
    ]
    assert ids(read("Jordan said so .", [("Jordan", "LOC")], code="en"), ENGLISH) == [
        ("Jordan", "country:JO")
    ]


def test_the_same_thing_has_one_id_in_two_languages() -> None:
    slovene = read(
        "Nemška tiskovna agencija dpa o Sergeju Lavrovu v Moskvi .",
        [("Nemška tiskovna agencija dpa", "ORG"), ("Sergeju Lavrovu", "PER"), ("Moskvi", "LOC")],
        {"Sergeju": "Sergej Loc", "Lavrovu": "Lavrov Loc", "Moskvi": "Moskva Loc"},
    )
    english = read(
        "The agency dpa on Sergey Lavrov in Moscow .",
        [("dpa", "ORG"), ("Sergey Lavrov", "PER"), ("Moscow", "LOC")],
        code="en",
    )
    croatian = read("Sergej Lavrov .", [("Sergej Lavrov", "PER")], code="hr")
    mine = [found for _, found in ids(slovene)]
    assert mine == ["outlet:dpa", "person:sergei-lavrov", "capital:RU"]
    assert mine == [found for _, found in ids(english, ENGLISH)]
    assert ids(croatian, CROATIAN)[0][1] == mine[1]


def test_an_abbreviation_in_brackets_is_what_it_stands_for() -> None:
    reading = read(
        "Zveza rejcev goveda ( ZRG ) . ZRG .",
        [("Zveza rejcev goveda", "ORG"), ("ZRG", "ORG"), ("ZRG", "ORG")],
    )
    assert {found for _, found in ids(reading)} == {"org:zveza-reicev-goveda"}


def test_a_name_of_several_words_has_one_type_in_a_report() -> None:
    names = [("Lin Gao", "ORG"), ("Lin Gao", "PER"), ("Lin Gao", "PER")]
    assert {e.type for e in entities_of(read("Lin Gao , Lin Gao , Lin Gao", names), SLOVENE)} == {"PER"}


def test_an_adjective_of_a_person_is_that_person() -> None:
    reading = read("Janez Kos in Kosov pes", [("Janez Kos", "PER"), ("Kosov", "DERIV_PER")])
    assert [(e.type, e.name, e.id) for e in entities_of(reading, SLOVENE)][1] == (
        "PER",
        "Kos",
        "person:ianez-kos",
    )


@pytest.mark.parametrize(
    ("speaker", "kind", "language", "id"),
    [
        ("Peking", "state", SLOVENE, "government:CN"),
        ("Kitajska", "state", SLOVENE, "government:CN"),
        ("Moskva", None, SLOVENE, "government:RU"),
        ("Bela hiša", "office", SLOVENE, "government:US"),
        ("Kremelj", "state", SLOVENE, "government:RU"),
        ("Downing Street", "state", ENGLISH, "government:GB"),
        ("Beijing", "state", ENGLISH, "government:CN"),
        ("Bruselj", "state", SLOVENE, "government:EU"),
        ("Brussels", "state", ENGLISH, "government:EU"),
        ("Ruska vlada", "office", SLOVENE, "government:RU"),
        ("Nato", "organisation", SLOVENE, "org:nato"),
        ("Severnoatlantsko zavezništvo", "organisation", SLOVENE, "org:nato"),
        ("dpa", "agency", SLOVENE, "outlet:dpa"),
        ("Delo", "medium", SLOVENE, "outlet:delo"),
        ("Sergej Lavrov", "person", SLOVENE, "person:sergei-lavrov"),
        ("Zveza rejcev", "organisation", SLOVENE, "org:zveza-reicev"),
        ("analitiki", "general", SLOVENE, None),
        ("prevoznik", None, SLOVENE, None),
        ("Kremelj", "person", SLOVENE, "government:RU"),
        ("Ruske oblasti", "state", SLOVENE, "government:RU"),
        ("the German government", "office", ENGLISH, "government:DE"),
        ("viri blizu vlade", "anonymous", SLOVENE, None),
        (None, None, SLOVENE, None),
        ("…", "person", SLOVENE, None),
    ],
)
def test_what_a_speaker_stands_for(
    speaker: str | None, kind: str | None, language: Language, id: str | None
) -> None:
    meant = speaker_entity(speaker, kind, language, Named(()))
    assert (meant and meant.id) == id


def test_a_speaker_is_the_entity_of_the_report() -> None:
    entities = entities_of(read("Janez Kos . Kos .", [("Janez Kos", "PER"), ("Kos", "PER")]), SLOVENE)
    meant = speaker_entity("Kos", "person", SLOVENE, Named(entities))
    assert meant is not None
    assert meant.id == "person:ianez-kos"
    assert meant.why.evidence


def test_a_speaker_is_the_first_of_that_name_and_a_person_rather_than_a_place() -> None:
    def entity(at: int, kind: str, id: str) -> Entity:
        return Entity(Span(at, at + 1), kind, "Kos", id)

    place, first, second = (
        entity(0, "LOC", "place:kos"),
        entity(2, "PER", "person:ana-kos"),
        entity(4, "PER", "person:kos"),
    )
    named = Named((place, first, second))
    assert named.find("Kos", person=True) == first
    assert named.find("Kos", person=False) == place
    assert named.find("KOS", person=True) == second
    assert named.find("Lah", person=True) is None


def test_reports_together_tell_whose_surname_it_is() -> None:
    def person(name: str) -> Entity:
        return Entity(Span(0, 1), "PER", name, f"person:{name_key(name)}")

    full, bare = person("Ana Kos"), person("Kos")
    one, two = united([[full], [bare]])
    assert one == (full,)
    assert two[0].id == full.id
    assert two[0].why[-1].name == "reports:surname of"
    assert united([[full], [bare], [person("Jan Kos")]])[1] == (bare,)


def test_every_entity_lies_in_its_report_and_says_why() -> None:
    text = "Janez Kos v Rusiji . Kos za Delo ."
    reading = read(text, [("Janez Kos", "PER"), ("Rusiji", "LOC"), ("Kos", "PER"), ("Delo", "ORG")])
    names = [
        Span(reading.words[n.first].span.start, reading.words[n.last - 1].span.end) for n in reading.names
    ]
    found = entities_of(reading, SLOVENE)
    assert [entity.span for entity in found] == names
    known = {e.name for e in found}
    for entity in found:
        assert len(entity.why) == 2
        assert entity.why[1].step == "row" or entity.why[1].detail in known


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(words, st.sampled_from(["PER", "ORG", "LOC", "MISC", "DERIV_PER", "?"])), max_size=6)
)
def test_any_names_at_all_are_taken(names: list[tuple[str, str]]) -> None:
    text = " ".join(form for form, _ in names)
    made, at = [], 0
    for form, _ in names:
        made.append(Word(Span(at, at + len(form)), form, form.lower(), "PROPN", "Case=Gen"))
        at += len(form) + 1
    marks = tuple(Name(i, i + 1, kind) for i, (_, kind) in enumerate(names))
    article = Article("d", text, Span(0, len(text)))
    sentences = (Sentence(0, len(made), 0),) if made else ()
    reading = Reading(article, "sl", tuple(made), sentences, marks, (), (), Maker("read", "hand", "1"))
    found = entities_of(reading, SLOVENE)
    assert len(found) == len(names)
    assert found == entities_of(reading, SLOVENE)
    assert all(entity.id.partition(":")[0] for entity in found)
