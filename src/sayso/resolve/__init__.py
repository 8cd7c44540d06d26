"""What spans mean: dates and amounts, from a reading and the rows of its language."""
