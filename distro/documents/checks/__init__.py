"""The checks of what a document says before it may go out: rules of 条例 2012 arts. 13–17, and slips of the pen. Pure.

`finding` has the rules and what a finding is, `case` what a check sees; one module each for what is checked: `upward`,
`authority`, `matter`, `days`, `names`, `marks`; `check` asks them all, and applies a repair.
"""
