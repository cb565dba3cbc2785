"""Ruling lines become tables, characters become lines and paragraphs: geometry as pure functions.

All coordinates are points from the top left corner of a page as it is displayed, so y grows
downwards. Nothing here opens a file; a page of a PDF and a scan come here in the same plain tuples.
"""
