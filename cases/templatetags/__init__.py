"""How are values marked up?"""
