"""Is a person known, and are their preferences kept?"""
