"""Does the reasoning follow from the findings, and the score from the acts?"""
