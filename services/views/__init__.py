"""Live totals for those who see all, releases for everybody who signed in, cutting, waivers."""
