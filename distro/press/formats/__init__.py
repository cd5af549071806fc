"""The formats of the press, one module each: which texts stand on its pages, and how they are set.

A new one is named in `FORMATS` of distro/press/document.py, `SETTERS` of distro/press/page.py and, if it is a document of
organs, `PROFILES` of distro/press/gate/profile.py; its page is templates/pdf/<name>.html.
"""
