"""Recipes for the shipped network, in resumable steps: ``prepare``, ``fit``, ``export``.

torch is needed here and nowhere else; the package never imports this folder.
"""
