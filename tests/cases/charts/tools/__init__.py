"""Do the tools say what the science says?"""
