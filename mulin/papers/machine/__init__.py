"""The one machine through which every paper is printed: describe a paper once, take it as PDF, as Word, filled or blank."""
