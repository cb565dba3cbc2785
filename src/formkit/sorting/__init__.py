"""Which slot of the checklist each file of a submission belongs to, and what is to be said about that.

Pure: it sees names, texts and outlines of pictures, and never opens a file. All knowledge of what tells
a slot stands in the programme's checklist.
"""
