"""Distro: official documents drafted, approved, numbered, printed, distributed, receipted and kept.

Read the package in the order of a document's life; every slice imports only from those before it:

    offices → accounts → lists → documents → delivery → archive → audit

`press` turns a structured document into bytes and knows no database; `kernel` is what every action
stands on; `flow` says what follows a fact; `system` puts it together; `web` and `cli` are its doors, and the
top-level package `worker` is the door of time.
"""
