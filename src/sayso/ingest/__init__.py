"""Bytes to ``Article``: plain text, HTML, addresses, and the files of a folder."""
