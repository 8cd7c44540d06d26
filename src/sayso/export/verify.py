"""Is an evidence file as it was sealed, and does what it says hold together?  (``evidence.py`` has the form.)"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import BrokenEvidence, NotSealable
from sayso.export.canonical import canonical, sha256, value_of
from sayso.export.evidence import CLOSES, FORMAT, HEAD, OPENS, SEAL
from sayso.export.strict import file_bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was sealed: in which part, and what."""

    part: str
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: ``ok`` where nothing is wrong.  The rest is told only of a file that is in order."""

    name: str
    faults: tuple[Fault, ...]
    root: str | None = None
    claims: tuple[str, ...] = ()
    made_at: str | None = None
    software: str | None = None

    @property
    def ok(self) -> bool:
        return not self.faults

    def require(self) -> None:
        """Raise ``BrokenEvidence`` for the first fault."""
        for fault in self.faults:
            raise BrokenEvidence(self.name, fault.part, fault.what)


def verify(path: Path, root: str | None = None) -> Verdict:
    """Check a file against its seal, and against a root that was noted down elsewhere.

    Never raises for what stands in the file; ``NotFound``, ``Unreadable`` and ``TooLarge`` where it cannot be read.
    """
    return verify_bytes(file_bytes(path), str(path), root)


def verify_bytes(data: bytes, name: str, root: str | None = None) -> Verdict:
    """The same for the bytes of a file."""
    lines = data.split(b"\n")
    if len(lines) < 6 or [*lines[:2], lines[-3], lines[-1]] != [HEAD, OPENS, CLOSES, b""]:
        return Verdict(name, (Fault("frame", f"this is not laid out as a file of {FORMAT} is"),))
    sealed = _seal(lines[-2])
    if sealed is None:
        return Verdict(name, (Fault("seal", "it was changed, so that nothing else can be told"),))
    if root is not None and root.strip().lower() != sealed["root"]:
        return Verdict(name, (Fault("seal", f"its root is {sealed['root']}, not the one that was given"),))
    listed, parts = sealed["parts"], [line.removesuffix(b",") for line in lines[2:-3]]
    commas = [line.endswith(b",") for line in lines[2:-3]]
    if len(parts) != len(listed) or commas != [True] * (len(commas) - 1) + [False]:
        return Verdict(name, (Fault("frame", f"{len(parts)} parts or their commas, sealed: {len(listed)}"),))
    faults = [
        Fault(each["part"], "it was changed after it was sealed")
        for each, line in zip(listed, parts, strict=True)
        if sha256(line) != each["sha256"]
    ]
    if faults:
        return Verdict(name, tuple(faults))
    return _held_together(name, [_value(line) for line in parts], sealed)


def _value(line: bytes) -> Any:
    """The value of one line in canonical JSON; ``None`` for what is none."""
    try:
        value = value_of(line)
        return value if canonical(value) == line else None
    except (ValueError, RecursionError, NotSealable):
        return None


def _seal(line: bytes) -> dict[str, Any] | None:
    """The seal, where it agrees with itself."""
    if not line.startswith(SEAL) or not line.endswith(b"}"):
        return None
    value = _value(line[len(SEAL) : -1])
    if not isinstance(value, dict) or set(value) != {"parts", "root"} or not isinstance(value["parts"], list):
        return None
    named = all(
        isinstance(each, dict)
        and set(each) == {"part", "sha256"}
        and all(isinstance(text, str) for text in each.values())
        for each in value["parts"]
    )
    return value if named and sha256(canonical(value["parts"])) == value["root"] else None


def _held_together(name: str, parts: list[Any], sealed: Mapping[str, Any]) -> Verdict:
    """What no hash says: a file sealed by another program could contradict itself."""
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    for each, part in zip(sealed["parts"], parts, strict=True):
        if not isinstance(part, dict) or part.get("part") != each["part"]:
            faults.append(Fault(each["part"], "it is not what the seal calls it"))
        elif each["part"].startswith("text "):
            faults.extend(_wrong_text(part))
            texts[str(part.get("version"))] = str(part.get("text"))
    if faults:
        return Verdict(name, tuple(faults))
    about = parts[0] if parts and parts[0]["part"] == "about" else {}
    claims = {part.get("claim"): part for part in parts if part["part"].startswith("claim ")}
    for part in claims.values():
        faults.extend(_wrong_claim(part, texts, claims))
    asked = about.get("claims")
    if not isinstance(asked, list) or any(not isinstance(key, str) or key not in claims for key in asked):
        faults.append(Fault("about", "it names claims that are not in the file"))
    if faults:
        return Verdict(name, tuple(faults))
    made_at, software = str(about.get("made_at")), str(about.get("software"))
    return Verdict(name, (), sealed["root"], tuple(about["claims"]), made_at, software)


def _wrong_text(part: Mapping[str, Any]) -> Iterator[Fault]:
    text = part.get("text")
    if not isinstance(text, str) or part["part"] != f"text {part.get('version')}":
        yield Fault(part["part"], "it has no text or another version")
    elif part.get("sha256") != sha256(text.encode("utf-8")) or part.get("characters") != len(text):
        yield Fault(part["part"], "its text has another hash or length than it says")


def _wrong_claim(part: Mapping[str, Any], texts: Mapping[str, str], claims: Mapping[Any, Any]) -> list[Fault]:
    text, words, item = texts.get(str(part.get("version"))), part.get("words"), part.get("attribution")
    if text is None or not isinstance(words, dict) or not isinstance(item, dict):
        return [Fault(part["part"], "its text is not in the file, or it has no words")]
    if part["part"] != f"claim {part.get('claim')}":
        return [Fault(part["part"], "it is not the claim that it is called")]
    if part.get("relayed_by") is not None and part["relayed_by"] not in claims:
        return [Fault(part["part"], "the claim that relays it is not in the file")]
    return [
        Fault(part["part"], f"the words of its {name} do not stand where it says")
        for name in ("source", "cue", "content", "certainty_words")
        if not _stand(item.get(name), words.get(name), text)
    ]


def _stand(spans: Any, words: Any, text: str) -> bool:
    """Are these the words at these places?"""
    if not isinstance(spans, list) or not isinstance(words, list) or len(spans) != len(words):
        return False
    return all(
        isinstance(span, list)
        and len(span) == 2
        and all(type(at) is int for at in span)
        and 0 <= span[0] <= span[1] <= len(text)
        and text[span[0] : span[1]] == each
        for span, each in zip(spans, words, strict=True)
    )
