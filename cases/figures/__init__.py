"""Where does each mark of a chart go? Geometry in pixels, without colors, markup or medicine.

Only `plates` writes markup with colors of its own, for charts that leave the clinic.
"""
