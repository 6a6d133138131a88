"""Pages of organisations: a module a matter."""
