"""What we ask of relations and floating members."""
