"""A small domain that exists only while the engine is tested against a database."""
