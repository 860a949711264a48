"""What factories offer beyond factory_boy's language: each thing by itself, loaded when somebody asks for it.

Inside: `methods` (what `Factory` has of it), `combinations` (every combination of values, or of each two),
`completing` (what an object lacks), `sharing` (one object for all),
`asynchronous` (in async code), `selecting` (fields by type or name).
May be used from outside: the façade; users get the names as `typedfactory.…`.
May import: `plan` and below. This file imports nothing, for what is asked for by nobody is not to be loaded.
"""
