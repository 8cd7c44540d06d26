"""Reports of our own for copies: one wire, another agency's, and articles made of any text."""

from __future__ import annotations

from datetime import date, timedelta

from sayso.model import Article, Credit, DateInterval, Provenance, Span
from sayso.shingles import Wording, words_in

SENTENCES = (
    "Mestni svet v Koprivniku je v torek zvečer po štirih urah razprave potrdil gradnjo novega mostu čez Bistrico.",
    "Za predlog je glasovalo šestnajst svetnikov, sedem jih je bilo proti, dva pa sta se glasovanja vzdržala.",
    "Županja Marjeta Zalokar je po seji povedala, da bodo prvi stroji na gradbišče prišli že spomladi.",
    "Most naj bi po njenih besedah stal skoraj devet milijonov evrov, polovico denarja pa občina pričakuje od države.",
    "Nasprotniki opozarjajo, da bo nova cesta na drugem bregu razpolovila sadovnjake in odrezala dostop do igrišča.",
    "Kmetje iz Spodnje vasi so zato pred občinsko stavbo postavili traktorje in zahtevali javno obravnavo načrta.",
    "Stari lesen most so zaprli lani jeseni, potem ko je narasla reka odnesla dva od petih nosilnih stebrov.",
    "Od takrat se prebivalci v mesto vozijo po obvozu, ki je daljši za dvanajst kilometrov in pozimi pogosto poledenel.",
)
WIRE = " ".join(SENTENCES)
OTHER = (
    "V pristanišču Trnova so carinski uslužbenci odprli zabojnik, v katerem so našli tri tone nezavarovanega stekla. "
    "Ladja je prišla iz Benina in je bila namenjena prevozniku, ki ga v registru podjetij že dve leti ni več. "
    "Tožilstvo je uvedlo preiskavo, vendar do zdaj še nikogar ni zaslišalo, je sporočila njegova govorka. "
    "Pristaniška uprava medtem trdi, da je bil tovor prijavljen pravilno in da je do zapleta prišlo pri prekladanju."
)
BACKGROUND = (
    "Spor o meji na reki traja od leta 1994, ko sta se občini razdelili "
    "in zemljišč ob mlinu nista nikoli popisali."
)


def words(text: str) -> Wording:
    return words_in(text)


def article(
    text: str,
    doc: str = "a",
    day: date | None = None,
    outlet: str | None = None,
    credits: tuple[str, ...] = (),
) -> Article:
    published = None if day is None else DateInterval(day, day + timedelta(days=1))
    given = tuple(Credit(each, "row") for each in credits)
    provenance = Provenance(outlet=outlet, credits=given)
    return Article(doc, text, Span(0, len(text)), None, "sl", published, None, provenance)
