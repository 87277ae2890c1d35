"""What people do across domains: bring lists in and take them out, each logged."""
