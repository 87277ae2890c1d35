"""What we ask of service; lists start from what the person may see."""
