"""Is the clinic put together and served as promised?"""
