"""Which quiz and which question was asked for?"""
