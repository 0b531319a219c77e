"""Triple stores that knowledge graphs are loaded into and asked in."""
