"""Lemma rules: how a form becomes its dictionary form (an edit script, after Straka 2018, UDPipe 2)."""

from __future__ import annotations


def apply_rule(rule: str, form: str) -> str | None:
    """The lemma that ``rule`` makes of ``form``, or ``None`` where the form is too short for it.

    ``case:cut:suffix``: lower-case (``l``), keep (``k``) or capitalise (``t``) the form, cut that many characters
    off its end, add the suffix.  ``=lemma``: the lemma itself.
    """
    if rule.startswith("="):
        return rule[1:]
    case, cut, suffix = rule.split(":", 2)
    cased = form.lower() if case == "l" else form if case == "k" else form[:1] + form[1:].lower()
    kept = len(cased) - int(cut)
    if kept < 0 or (kept == 0 and int(cut)):
        return None
    return cased[:kept] + suffix
