"""Personal numeric codes for tests: computed here, belonging to nobody."""

import random

WEIGHTS = (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)


def made_up_cnp(chance: random.Random) -> str:
    """A code with a valid date, county and check digit, drawn by chance."""
    first = (
        f"{chance.randint(1, 8)}{chance.randint(0, 99):02d}{chance.randint(1, 12):02d}"
        f"{chance.randint(1, 28):02d}{chance.randint(1, 46):02d}{chance.randint(1, 999):03d}"
    )
    check = sum(int(d) * w for d, w in zip(first, WEIGHTS, strict=True)) % 11
    return first + str(1 if check == 10 else check)
