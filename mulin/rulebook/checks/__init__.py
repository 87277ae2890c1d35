"""The checks of linting, one module for each kind of mistake. Each takes a pack and gives findings."""
