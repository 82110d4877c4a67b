"""``bench``: how fast this machine is."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.options import AsJson

WithStart = Annotated[
    bool, typer.Option(help="Time the start of a fresh process too, which compiles all code once.")
]


def bench(start: WithStart = True, as_json: AsJson = False) -> None:
    """Measure the speed of this machine: activity, cold start, warm start."""
    from sim.cli.fast_code import prepare
    from sim.cli.output import say_json
    from sim.cli.speed import cpu_ms_per_model_second, machine, start_times_s

    prepare()
    static_ms = cpu_ms_per_model_second(learning=0.0)
    plastic_ms = cpu_ms_per_model_second(learning=1.0)
    cold_s, warm_s = start_times_s() if start else (None, None)
    measured = {
        "static_cpu_ms_per_model_s": static_ms,
        "plastic_cpu_ms_per_model_s": plastic_ms,
        "static_real_time_factor": 1000.0 / static_ms,
        "plastic_real_time_factor": 1000.0 / plastic_ms,
        "cold_start_s": cold_s,
        "warm_start_s": warm_s,
        "machine": machine(),
    }
    if as_json:
        say_json(measured)
        return
    typer.echo("Default network, CPU time for one second of activity (median of 5 chunks of 4 s)")
    for name, spent_ms in (("static", static_ms), ("plastic", plastic_ms)):
        typer.echo(f"  {name:8} {spent_ms:6.1f} ms   {1000.0 / spent_ms:6.0f} times real time")
    if cold_s is not None and warm_s is not None:
        typer.echo("Fresh process to the end of 100 ms of activity")
        typer.echo(f"  cold     {cold_s:6.1f} s    (compiles the code)")
        typer.echo(f"  warm     {warm_s:6.1f} s    (the code is on disk)")
    typer.echo("  ".join(f"{key}: {value}" for key, value in machine().items()))
