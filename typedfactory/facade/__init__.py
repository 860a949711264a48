"""What users call: `Factory` and what stands beside it. It delegates.

Inside: `factory` and what it is mixed from (`batches`, `extension_points`, `inspection`), `class_body` (what of it are
declarations); `language/` (what goes beyond factory_boy's language),
`dumping/` (dicts and JSON); `helpers`, `containers`, `strategies`, `debugging`, `filling`, `realistic`; `public` (the names of the
package) and `lazy` (how they are handed out).
May be used from outside: the names that `public` lists, as `typedfactory.…`.
May import: `plan` and below. This file imports nothing, for `import typedfactory` runs it.
"""
