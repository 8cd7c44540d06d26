"""NewsML-G2: fields of an item, messages, corrections and kills."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from sayso.errors import EmptyText, Malformed, NotUtf8, TooMany, UnsafeXml
from sayso.ingest.found import Found, Origin, Rejected
from sayso.ingest.newsml import read_newsml
from sayso.model import Article
from sayso.settings import Settings

ORIGIN = Origin("sta.xml", doc="sta", fetched_at=datetime(2024, 11, 6, tzinfo=UTC))
XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>x</title></head><body><p>Pek je <em>rekel</em>, da kruha ni.</p><p>Potem je odšel.</p></body></html></inlineXML>"""
NITF = """<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head/><body>
<body.head><hedline><hl1>Kruha ni</hl1></hedline><byline>Nina Hale</byline><dateline><location>Piran</location>,
5. november</dateline></body.head><body.content><block><p>Pek je rekel, da kruha ni.</p><media><media-caption>Slika
</media-caption></media><p>Potem je odšel.</p></block></body.content></body></nitf></inlineXML>"""
ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:novice.example:20241105:17" version="3"
 standard="NewsML-G2" xml:lang="sl"><itemMeta><itemClass qcode="ninat:{kind}"/><provider qcode="nprov:STA"/>
<versionCreated>2024-11-05T11:00:00+01:00</versionCreated><firstCreated>2024-11-05T10:00:00+01:00</firstCreated>
<pubStatus qcode="stat:{status}"/>{meta}</itemMeta><contentMeta>{fields}</contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
FIELDS = """<language tag="sl"/><headline>Kruha ni</headline><by>Nina Hale</by><creditline>STA/AFP</creditline>
<dateline>Piran, 5. novembra</dateline>"""
MESSAGE = (
    '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>{}</itemSet></newsMessage>'
)


def item(
    kind: str = "text", status: str = "usable", meta: str = "", fields: str = FIELDS, content: str = XHTML
) -> str:
    return ITEM.format(kind=kind, status=status, meta=meta, fields=fields, content=content)


def read(text: str) -> list[Found]:
    return list(read_newsml(io.BytesIO(text.encode()), ORIGIN))


def article(text: str) -> Article:
    (found,) = read(text)
    assert isinstance(found, Article), found
    return found


def test_the_fields_of_an_item() -> None:
    found = article(item())
    assert found.text == "Kruha ni\n\nPiran, 5. novembra\n\nPek je rekel, da kruha ni.\n\nPotem je odšel."
    assert found.body.slice(found.text).startswith("Pek je rekel")
    given = found.provenance
    assert given.dateline is not None
    assert given.dateline.slice(found.text) == "Piran, 5. novembra"
    assert found.address == "urn:newsml:novice.example:20241105:17"
    assert found.language == "sl"
    assert (given.outlet, given.status, given.bylines) == ("outlet:sta", "usable", ("Nina Hale",))
    assert [(each.outlet, each.span) for each in given.credits] == [
        ("outlet:sta", None),
        ("outlet:afp", None),
    ]
    assert given.published_at == datetime(2024, 11, 5, 9, tzinfo=UTC)
    assert given.modified_at == datetime(2024, 11, 5, 10, tzinfo=UTC)
    assert given.doubts == ()


def test_a_dateline_that_the_text_begins_with_stands_once() -> None:
    text = item(content=XHTML.replace("Pek je", "Piran, 5. novembra – Pek je", 1))
    found = article(text)
    assert found.text.count("Piran, 5. novembra") == 1
    assert found.provenance.dateline is not None
    assert found.body.contains(found.provenance.dateline)


def test_nitf_inside_and_alone() -> None:
    inside = article(item(fields="", content=NITF))
    assert inside.text == "Kruha ni\n\nPiran, 5. november\n\nPek je rekel, da kruha ni.\n\nPotem je odšel."
    assert inside.provenance.bylines == ("Nina Hale",)
    alone = article(NITF.partition(">")[2].removesuffix("</inlineXML>"))
    assert alone.text == inside.text
    assert alone.id == "sta"


def test_plain_text_and_links_to_the_page() -> None:
    plain = '<inlineData contenttype="text/plain">Pek je\nrekel.\n\nOdšel je.</inlineData>'
    link = '<link rel="irel:hasCanonical" href="https://novice.example/kruh"/>'
    found = article(item(content=plain, meta=link))
    assert found.text.endswith("Pek je rekel.\n\nOdšel je.")
    assert found.address == "https://novice.example/kruh"


@pytest.mark.parametrize(
    ("status", "meta", "meant"),
    [
        ("usable", "", "usable"),
        ("usable", '<signal qcode="sig:correction"/>', "corrected"),
        ("usable", '<edNote role="crole:correction">Popravek imena.</edNote>', "corrected"),
        ("canceled", "", "withdrawn"),
        ("withheld", "", "withdrawn"),
        ("usable", '<signal qcode="sig:kill"/>', "withdrawn"),
        ("novo", "", "usable"),
    ],
)
def test_corrections_and_kills(status: str, meta: str, meant: str) -> None:
    given = article(item(status=status, meta=meta)).provenance
    assert given.status == meant
    assert bool(given.doubts) == (status in ("withheld", "novo"))


def test_a_kill_without_text_keeps_the_address_and_the_note() -> None:
    note = "<edNote>Vest STA o kruhu umikamo.</edNote>"
    found = article(item(status="canceled", meta=note, fields="", content=""))
    assert found.text == "Vest STA o kruhu umikamo."
    assert found.address == "urn:newsml:novice.example:20241105:17"
    bare = article(item(status="canceled", fields="", content=""))
    assert (bare.text, bare.provenance.status) == ("", "withdrawn")


def test_a_message_of_several_items() -> None:
    package = '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>'
    empty = item(content='<remoteContent href="a.jpg" contenttype="image/jpeg"/>')
    found = read(MESSAGE.format(item() + item("picture") + package + empty + item()))
    assert [type(each) for each in found] == [Article, Rejected, Rejected, Rejected, Article]
    for number, each in enumerate(found[1:4], 2):
        assert isinstance(each, Rejected)
        assert each.place == f"item {number}"
        assert isinstance(each.error, EmptyText)
        assert f"sta.xml, item {number}: " in str(each.error)
    (nothing,) = read(MESSAGE.format(""))
    assert isinstance(nothing, Rejected)


def test_an_endless_message_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.newsml.Settings", lambda: Settings(entry_limit=2))
    found = read(MESSAGE.format(item() * 4))
    assert isinstance(found[-1], Rejected)
    assert isinstance(found[-1].error, TooMany)
    assert len(found) == 3


@pytest.mark.parametrize("date", ["9999-12-31T23:59:59Z", "2024-11-32T00:00:00Z", "1500-01-01T00:00:00Z"])
def test_impossible_dates(date: str) -> None:
    given = article(item().replace("2024-11-05T10:00:00+01:00", date)).provenance
    assert given.published_at is None
    assert "published" in given.doubts[0]


def test_broken_and_hostile_xml() -> None:
    entity = '<!DOCTYPE newsItem [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(UnsafeXml, match="declares the XML entity 'x'"):
        read(entity + item(content=XHTML.replace("rekel", "&x;")))
    with pytest.raises(Malformed, match="NewsML-G2"):
        read(item()[:-40])
    with pytest.raises(NotUtf8):
        list(read_newsml(io.BytesIO(item().encode("windows-1250")), ORIGIN))
