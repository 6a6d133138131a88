"""The programmes' way in: what the pages may do, by tokens, under /api/v1/. Sees every room, seen by none."""
