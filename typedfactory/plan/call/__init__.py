"""From a call to the plan that makes its object.

Inside: `entries` (how a call starts), `back_end` (what libraries of models do otherwise), `cache` (which plan serves it),
`refs` (the place where a plan is called), `tiers` (when it is compiled), `hooked` (what a user overrode), `holding` (what a
factory keeps of its plans), `counting` (its sequence), `circles` (factories that contain each other), `keywords` and `instances` (from
arguments to the object), `awaiting` (in async code).
May be used from outside: `plan.options`.
May import: `plan.compile`, `plan.lean` and what is below it.
"""
