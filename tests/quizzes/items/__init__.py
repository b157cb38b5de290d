"""Do items hold: questions, keys and grades?"""
