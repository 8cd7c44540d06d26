"""Attribution: the network proposes; rows and rules of the language repair and explain."""

from sayso.attribute.decide import attribute

__all__ = ["attribute"]
