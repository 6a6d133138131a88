"""The demonstration: real organisations, invented people, synthetic counts that are marked as such."""
