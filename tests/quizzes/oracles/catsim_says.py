"""What does catsim compute from a bank and the answers to it? Run beside catsim; reads and writes JSON."""

import json
import sys

import numpy as np
from catsim import irt
from catsim.estimation import NumericalSearchEstimator
from catsim.item_bank import ItemBank
from catsim.selection import MaxInfoSelector

asked = json.load(sys.stdin)
bank = np.array([[a, b, 0.0, 1.0] for a, b in asked["bank"]])
items = ItemBank(bank)
abilities = asked["abilities"]
estimates = [
    NumericalSearchEstimator().estimate(
        item_bank=items, administered_items=list(range(len(bank))), response_vector=answers, est_theta=0.0
    )
    for answers in asked["answers"]
]
print(
    json.dumps(
        {
            "chances": [[float(irt.icc(theta, *item)) for item in bank] for theta in abilities],
            "information": [[float(irt.inf(theta, *item)) for item in bank] for theta in abilities],
            "errors": [float(irt.see(theta, bank)) for theta in abilities],
            "chosen": [
                int(MaxInfoSelector().select(item_bank=items, administered_items=[], est_theta=theta))
                for theta in abilities
            ],
            "estimates": [float(theta) for theta in estimates],
        }
    )
)
