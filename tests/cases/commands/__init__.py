"""Do the commands answer, and explain what they refuse?"""
