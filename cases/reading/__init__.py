"""How well was it seen? What a reader wrote of a film, held against its cells, against chance and against itself."""
