"""The pack language: schema, reading, linting, rendering as a readable text. Plain Python, no Django."""
