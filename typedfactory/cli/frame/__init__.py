"""What all commands share.

Inside: `mistakes` (what the user did wrong), `settings` (what a project says for all commands), `loading` (the user's
code), `targets` and `finding` (what of it is meant), `django` (its start), `overrides` (values that are given for fields), `plain` (objects as data), `options` (what commands take), `output` (what they show),
`waiting` (progress), `running` (errors and statuses).
May be used from outside: all of it, by the commands.
May import: `checking`, the façade and below; typer and rich; Django in `django`.
"""
