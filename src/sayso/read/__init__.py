"""The second stage: an article in, what the model saw in it out (words, sentences, names, quotations)."""
