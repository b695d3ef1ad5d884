"""The look of the product and the machinery every page shares.

In: a request, a context that is already decided, a form, a list of rows.
Out: one page in one look, with or without JavaScript. No stage's business.
See ``docs/web.md`` for how a page is built from this.
"""
