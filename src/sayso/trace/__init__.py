"""From reports to what they share: pure functions over wordings (docs/trace.md)."""
