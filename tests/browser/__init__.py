"""Does it work for somebody with a browser, a keyboard and a screen reader?"""
