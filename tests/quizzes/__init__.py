"""The quizzes: items, bank and what follows from answers."""
