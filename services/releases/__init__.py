"""Releases: what is published of the totals, cut, proven, frozen; and all that reads it."""
