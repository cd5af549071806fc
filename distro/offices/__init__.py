"""The register of organs: names, aliases, level, region, mailboxes."""
