"""`python -m tests.generator_forms [n]`: the rates; with `-v` also examples of what is silently wrong."""

from __future__ import annotations

import sys

from .measure import measure, report

if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    count = numbers[0] if numbers else 400
    print(report(count))
    if "-v" in sys.argv:
        for example in measure(count, damages=3).wrong[:40]:
            print(*example, sep=" | ")
