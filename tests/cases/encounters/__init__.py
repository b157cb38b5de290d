"""Do the acts keep their laws?"""
