"""What the engine may ask about service."""
