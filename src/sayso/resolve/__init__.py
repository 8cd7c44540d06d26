"""What is said, resolved: people and places, times, amounts, and what each attribution's speaker stands for."""

from sayso.resolve.stage import Resolved, resolve

__all__ = ["Resolved", "resolve"]
