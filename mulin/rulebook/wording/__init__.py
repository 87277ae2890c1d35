"""The Chinese wording of a pack, part by part; each module gives lines of Markdown."""
