"""What we ask of ballots and matters."""
