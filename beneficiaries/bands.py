"""What is usual for an organisation: a range for small counts from its own last periods.

Counts of people in services are small, skewed and often zero; a z-score would cry wolf.
With four periods or more the range is the 99 % predictive interval of a Poisson rate that is
itself only known from these periods (gamma-Poisson: the negative binomial; Gelman et al.,
Bayesian Data Analysis, 3rd ed., section 2.6, with Jeffreys' prior), widened to what was
already seen. With fewer it is half to one and a half times the last number, at least five
people either way.
"""

from collections.abc import Sequence
from math import ceil, exp, floor, lgamma, log, sqrt

LONG_HISTORY = 4
TAIL = 0.005
NEAREST = 5
SUM_UP_TO = 2_000  # beyond this mean the interval is taken from the normal curve


def usual_range(history: Sequence[int]) -> tuple[int, int]:
    """The lowest and highest usual count, given earlier counts, newest first; `history` is not empty."""
    if len(history) < LONG_HISTORY:
        last = history[0]
        margin = max(NEAREST, ceil(last / 2))
        return max(0, last - margin), last + margin
    low, high = predictive_interval(sum(history), len(history))
    return min(low, *history), max(high, *history)


def predictive_interval(total: int, periods: int) -> tuple[int, int]:
    """The 99 % interval of the next count after `total` in `periods`."""
    shape, chance = total + 0.5, periods / (periods + 1)
    mean = shape * (1 - chance) / chance
    if mean > SUM_UP_TO:
        spread = 2.576 * sqrt(mean / chance)
        return max(0, floor(mean - spread)), ceil(mean + spread)
    low: int | None = None
    cumulated, value = 0.0, 0
    while True:
        cumulated += exp(
            lgamma(shape + value) - lgamma(shape) - lgamma(value + 1)
            + shape * log(chance) + value * log(1 - chance)
        )  # fmt: skip
        if low is None and cumulated >= TAIL:
            low = value
        if cumulated >= 1 - TAIL:
            return low or 0, value
        value += 1
