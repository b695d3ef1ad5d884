"""Applications: two forms, saved as typed, handed in until the deadline; import of spreadsheets.

In: an open call and its forms. Out: submitted applications with a number.
"""
