"""What the model is, what it is not, and where its limits are described."""

from __future__ import annotations

IS = (
    "The model works out beds, how full they are, and money, year by year, from the numbers of the scenario file and "
    "from nothing else, in as many possible futures as are asked for."
)
IS_NOT = (
    "The model is no forecast, and no evidence for the numbers that it is given: what is assumed stays assumed, and "
    "what is solved for is what must be believed."
)
MODEL = "docs/model.md"
LIMITS = (
    ("Nothing is said about how patients fare, nor about diagnoses or doctors.", "What it does not do"),
    (
        "Beds never shape need: patients who stay away because wards are full are not seen.",
        "Need, before any change of care",
    ),
    ("Beds are means over a year; what happens on a day follows a law, not a ward.", "Days"),
    ("Pools vary independently of one another about their seasons.", "Days"),
    ("Levers act in the order written, each on what the former left.", "Levers"),
    ("A solved value meets a published figure; nothing says that it can be reached.", "Calibration"),
    (
        "Money is nominal and of one year; there is no balance sheet and no cash flow but in an appraisal.",
        "Money, if nothing changes",
    ),
    ("Ward staff and upkeep go with whole wards, fixed cost only with a site.", "Money, with the plan"),
    ("A risk strikes once or not at all in a future, whatever the others do.", "Risks"),
    ("Only numbers with a stated distribution vary; ranges are too narrow where others are uncertain.", "Uncertainty"),
    ("What no document gives is left out with all that depends on it.", "What is unknown"),
    ("What moves most by itself is found one number at a time, from the central case.", "What matters most"),
    ("How far such a projection can miss is known for the places it was held against alone.", "Back-test"),
)
"""Each limit in a sentence, and the heading of the paragraph of the model in words that describes it."""
