"""Where does each mark of a chart go? Geometry in pixels, without colors, markup or medicine."""
