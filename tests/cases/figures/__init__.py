"""Does each mark of a chart stand where it should?"""
