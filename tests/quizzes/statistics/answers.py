"""What did ten students answer? Published examples that several tests recompute."""

import numpy as np

# Ten items on reliability, ten students: Wuensch, East Carolina University, KR20.txt.
TEN_STUDENTS = np.array(
    [
        [int(answer) for answer in row]
        for row in (
            "1111110110 1011011101 1111011001 0010001000 0000010010 "
            "1110111111 1101110111 1111111101 0101111101 1101101110"
        ).split()
    ],
    dtype=float,
)
# Example 1 of Kuder-Richardson 20 at real-statistics.com, with the gaps that the data set of pingouin makes in it.
TWELVE_STUDENTS = np.array(
    [
        [np.nan if answer == "." else int(answer) for answer in row]
        for row in (
            "11111111111 11111111010 .011.111100 11101101100 11111000100 01.01111000 "
            "11110010000 11111000000 01011000010 10010100.00 11100000000 10010000000"
        ).split()
    ]
)
