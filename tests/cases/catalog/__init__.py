"""Can the catalog be read, and does it teach what it should?"""
