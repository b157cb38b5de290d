"""How do items leave for other systems, and come in from them?

A module for each format, with `write(items)` and, where the format comes in as well, `read(data)`: both report what is
not carried, and `read` takes in the whole of a file or refuses it, with each line and reason.
"""

from quizzes.formats.exchange import Loss, Picture, Problem, Read, Refused, Written, name_of

__all__ = ["Loss", "Picture", "Problem", "Read", "Refused", "Written", "name_of"]
