"""What people do in service. The only code that writes it."""
