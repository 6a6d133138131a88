"""The pages of the working groups, one module a matter."""
