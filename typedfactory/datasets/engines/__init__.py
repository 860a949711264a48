"""Who makes the rows: this process, several, or a cluster.

Inside: `tasks` (ranges of rows), `work` (one range into one sink), `pickling` (for other processes), `running` (all of them, with retries and progress), `estimating` (how long it may take), `local`,
`processes` and `dask` (the engines).
May be used from outside: `running`, by `facade/`.
May import: `sinks`, `pyarrow`, `describe`; dask in `dask`.
"""
