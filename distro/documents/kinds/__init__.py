"""The kinds of documents: what each is made of, what is missing in a draft of it, and how it goes to the press.

`kind` says what a kind and a format are; `fields` has every field of a form once; one module a format says which fields
it has and what the press gets; `fifteen` has the fifteen kinds of 公文 as data; `choice` leads from a draft to its kind.
"""
