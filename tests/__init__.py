"""Does it do what it promises?"""
