"""How is the clinic put together and served?"""
