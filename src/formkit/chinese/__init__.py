"""Chinese text: when two labels are the same, how long a text is, what it is about.

Pure functions over strings. Import from the modules: :mod:`~formkit.chinese.folding`,
:mod:`~formkit.chinese.counting`, :mod:`~formkit.chinese.keywords`, and what the kinds of values share:
:mod:`~formkit.chinese.blanks`, :mod:`~formkit.chinese.numerals`, :mod:`~formkit.chinese.dates`,
:mod:`~formkit.chinese.boxes`.
"""
