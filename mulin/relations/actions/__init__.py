"""What people do with organisational relations and floating members. The only code that writes them."""
