"""Who is learning, and how do they like to read?"""
