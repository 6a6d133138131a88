"""The secretariat's door, as its pages here use it."""

from protect.accounts.doors import person, secretariat_only

__all__ = ["person", "secretariat_only"]
