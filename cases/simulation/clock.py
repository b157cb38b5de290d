"""How long is a day, in the minutes that the clinic's clock counts?"""

MINUTES_AN_HOUR = 60
MINUTES_A_DAY = 24 * MINUTES_AN_HOUR
