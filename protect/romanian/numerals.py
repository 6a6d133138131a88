"""Whole numbers written out, in agreement with the noun: „două persoane”, „doi beneficiari”.

After GALR (Gramatica limbii române, 2005), „Numeralul”: one and two agree in gender wherever they end the
number; a neuter is masculine in the singular and feminine in the plural, so „un loc”, „două locuri”,
„douăzeci și unu de locuri”.
"""

UNITS_RO = (
    "zero", "unu", "doi", "trei", "patru", "cinci", "șase", "șapte", "opt", "nouă", "zece", "unsprezece",
    "doisprezece", "treisprezece", "paisprezece", "cincisprezece", "șaisprezece", "șaptesprezece",
    "optsprezece", "nouăsprezece",
)  # fmt: skip
TENS_RO = (
    "", "", "douăzeci", "treizeci", "patruzeci", "cincizeci", "șaizeci", "șaptezeci", "optzeci", "nouăzeci",
)  # fmt: skip
FEMININE = {1: "una", 2: "două", 12: "douăsprezece"}
UNITS_EN = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS_EN = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# The size of a group of three digits: its number, one of it, many of it, its gender.
GROUPS_RO = (
    (1_000_000, "un milion", "milioane", "n"),
    (1_000, "o mie", "mii", "f"),
    (100, "o sută", "sute", "f"),
)
LARGEST = 999_999_999


def in_words(number: int, language: str, gender: str = "m", alone: bool = True) -> str:
    """`number` written out; not `alone` before its noun: „un beneficiar”, „o persoană” for one."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"written out are numbers from 0 to {LARGEST}")
    if language != "ro":
        return english(number)
    if number == 1 and not alone:
        return "o" if gender == "f" else "un"
    return romanian(number, gender)


def romanian(number: int, gender: str) -> str:
    """In Romanian, agreeing with a noun of `gender` (m, f, n)."""
    said = []
    for size, one, many, of in GROUPS_RO:
        count, number = divmod(number, size)
        if count == 1:
            said.append(one)
        elif count:
            said.append(f"{romanian(count, of)} {'de ' if takes_de(count) else ''}{many}")
    if number or not said:
        said.append(below_hundred(number, gender))
    return " ".join(said)


def below_hundred(number: int, gender: str) -> str:
    """0 to 99."""
    if number >= 20:
        tens, unit = divmod(number, 10)
        return TENS_RO[tens] + (f" și {below_hundred(unit, gender)}" if unit else "")
    if gender == "f" or (gender == "n" and number != 1):
        return FEMININE.get(number, UNITS_RO[number])
    return UNITS_RO[number]


def takes_de(number: int) -> bool:
    """„20 de mii”, but „19 mii” and „101 mii”."""
    return not (number == 0 or 1 <= number % 100 <= 19)


def english(number: int) -> str:
    """In British English: `one hundred and one`."""
    for size, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= size:
            count, rest = divmod(number, size)
            joint = " and " if 0 < rest < 100 else " "
            return f"{english(count)} {name}" + (joint + english(rest) if rest else "")
    if number < 20:
        return UNITS_EN[number]
    tens, unit = divmod(number, 10)
    return TENS_EN[tens] + (f"-{UNITS_EN[unit]}" if unit else "")
