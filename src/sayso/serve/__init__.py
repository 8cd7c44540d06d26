"""What a person or a program sees of a ``Report``: terminal, page, records, and the command line."""
