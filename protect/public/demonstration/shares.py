"""Dividing a total: whole parts, drawn by a fixed seed, that add up exactly."""

import random
from collections.abc import Sequence


def divide(total: int, weights: Sequence[float]) -> list[int]:
    """`total` in whole parts as near to `weights` as can be (largest remainders)."""
    whole = sum(weights)
    if not whole:
        return [total, *[0] * (len(weights) - 1)]
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    nearest = sorted(range(len(weights)), key=lambda at: (parts[at] - exact[at], at))
    for at in nearest[: total - sum(parts)]:
        parts[at] += 1
    return parts


def draw(chance: random.Random, number: int) -> list[float]:
    """Uneven weights: few large, many small, as organisations are."""
    return [chance.lognormvariate(0, 0.8) for _ in range(number)]
