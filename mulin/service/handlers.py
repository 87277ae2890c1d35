"""What service does when something happened below."""
