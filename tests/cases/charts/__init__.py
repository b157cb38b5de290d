"""Do charts show what happened, and nothing that is hidden?"""
