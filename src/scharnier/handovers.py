"""What happens between two stages, as one readable list.

Each function calls actions of two or more stages in one transaction. Only buttons on the
desk start one; each says beforehand what it will do and who will get a mail.
"""
