"""Does the model agree with what was published?"""
