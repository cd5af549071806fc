"""From the words of a 报/送/发 or 主送/抄送 block to a reading: tiers, groups, recipients. Pure."""
