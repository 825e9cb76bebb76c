"""How words become text: spacing, sentences, turns and paragraphs."""
