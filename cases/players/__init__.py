"""How do learners play by rule? Scripted ones, who use the same acts as people, to hold the score to its promises."""
