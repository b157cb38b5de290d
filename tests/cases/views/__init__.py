"""Do pages show the right thing to the right person?"""
