"""Files of some runs, to take home: pictures, tables, scenario, notebook, report, replay, a zip.

`catalogue` lists it all. Each builder is a pure function from runs to bytes. Every file says inside
which seeds, version, fingerprint and changed settings it comes from, what came out, how to cite it,
and the disclaimer; see `stamp.Stamp`.
"""
