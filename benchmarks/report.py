"""The report of a comparison, as markdown: ratios first, then seconds, then the goals."""

from collections.abc import Callable

OURS = "plasticity-lab double"
CASES = ("cuba", "coba", "song", "plastic_1000", "plastic_4000", "plastic_10000")
NAMES = {
    "cuba": "CUBA 4 000",
    "coba": "COBA 4 000",
    "song": "Song",
    "plastic_1000": "1 000",
    "plastic_4000": "4 000",
    "plastic_10000": "10 000",
}
LEFT_OUT = ("static", "pieces", "at once")  # variants of ours that have tables of their own
SAME_EVENTS = 0.2  # networks that differ by more in events are compared event by event

HEAD = """# Speed

Written by `python benchmarks/speed.py --out docs/speed.md`, in the environment of
`pip install ".[test,referees]"`. Every number is CPU time of a fresh process on one thread: import,
build, 100 ms, the rest of a warm-up, then the chunks that count. Simulators take turns; the median
over all chunks is shown. Seconds belong to this machine, ratios travel better; both vary by a
third when other work shares its cores.

All simulators get the same synapses and start voltages (`benchmarks/networks.py`), dt 0.1 ms.
**CUBA, COBA**: 4 000 cells of Vogels and Abbott (2005). **Song**: one cell with 1 200 Poisson
inputs (Song, Miller and Abbott 2000). **1 000, 4 000, 10 000**: 80 % excitatory, 10 % connectivity,
Poisson drive, additive pair STDP on every excitatory to excitatory synapse, the rule of Vogels et
al. (2011) on every inhibitory to excitatory one. *Single* computes potentials, conductances and
weights in single precision; the peers and *double* in double. *Optimised* keeps the traces of
Brian2's synapses in its neurons, as an expert would. NEST runs its cheapest model (currents in
place of conductances) but for Song. Where events differ by more than a fifth, costs are compared
event by event.
"""


GROWTH = """\
Written by `python benchmarks/growth.py --rows FILE`: the plastic networks with other numbers of
cells and of inputs. Weights go with 1 over the number of inputs, so that all of them fire alike.
Each half of the figure changes one number: cells with 100 inputs each, and inputs of 4 000 cells.
Bars go from the cheapest to the most costly of three chunks.
"""


def write_report(peers: dict, figures: dict, growth: str) -> str:
    """Return the text.

    Parameters
    ----------
    peers : dict
        Merged lines of `benchmarks.speed.collect` by case and name.
    figures : dict
        Of `benchmarks.engine_alone.engine_figures`.
    growth : str
        What `benchmarks.growth` has written into the page.
    """
    parts = {
        "How many times slower than our double precision": ratios(peers),
        "CPU milliseconds per biological second (least to most)": table(peers, costs),
        "Excitatory / inhibitory Hz, million synaptic events per biological second": table(
            peers, rates
        ),
        "Million synaptic events per CPU second": table(peers, events_per_cpu_s),
        "Time to the first result (CPU s: import, build, 100 ms) and peak memory (MB)": table(
            peers, lambda line: f"{line['first_least']:.2g}, {line['peak_memory_mb']:.0f}"
        ),
        "How cost grows": f"{GROWTH}\n<!-- growth -->\n\n{growth}\n\n<!-- end of growth -->\n",
        "Our engine alone": alone(peers, figures),
        "Where the time goes, and what limits it": breakdown(figures),
        "Goals": goals(peers, figures),
    }
    return "\n".join([HEAD, *(f"## {title}\n\n{text}" for title, text in parts.items())])


def costs(line: dict) -> str:
    """Median, least and most of the chunks."""
    return f"{ms(line['cpu_s_per_bio_s'])} ({ms(line['least'])} to {ms(line['most'])})"


def events_per_cpu_s(line: dict) -> str:
    """Million synaptic events per CPU second."""
    return f"{line['events_per_bio_s'] / line['cpu_s_per_bio_s'] / 1e6:.3g}"


def ms(seconds: float) -> str:
    """Milliseconds with three digits."""
    return f"{seconds * 1e3:.3g}"


def rates(line: dict) -> str:
    """Rates and events of one run."""
    inh = "" if line["rate_inh_hz"] is None else f" / {line['rate_inh_hz']:.1f}"
    return f"{line['rate_exc_hz']:.1f}{inh}, {line['events_per_bio_s'] / 1e6:.3g}"


def rows(peers: dict) -> list[str]:
    """Simulators in the order in which they were met."""
    names = dict.fromkeys(name for _, name in peers)
    return [name for name in names if not any(word in name for word in LEFT_OUT)]


def table(peers: dict, cell: Callable[[dict], str]) -> str:
    """Return a table of simulators and cases."""
    cases = [case for case in CASES if any(other == case for other, _ in peers)]
    lines = [
        "| | " + " | ".join(NAMES[case] for case in cases) + " |",
        "|---|" + "---|" * len(cases),
    ]
    for name in rows(peers):
        cells = [cell(peers[case, name]) if (case, name) in peers else "" for case in cases]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def ratio(peers: dict, case: str, name: str, base: str = OURS) -> float | None:
    """How many times more CPU time than ours, for the same number of events."""
    if (case, name) not in peers or (case, base) not in peers:
        return None
    ours, theirs = peers[case, base], peers[case, name]
    events = theirs["events_per_bio_s"] / ours["events_per_bio_s"]
    cost = theirs["cpu_s_per_bio_s"] / ours["cpu_s_per_bio_s"]
    return cost if abs(events - 1.0) <= SAME_EVENTS else cost / events


def ratios(peers: dict) -> str:
    """Return the table that comes first."""
    cases = [case for case in CASES if any(other == case for other, _ in peers)]
    lines = [
        "| | " + " | ".join(NAMES[case] for case in cases) + " |",
        "|---|" + "---|" * len(cases),
    ]
    for name in rows(peers):
        costs = [ratio(peers, case, name) for case in cases]
        cells = [
            "" if cost is None else f"{cost:.2g}" if cost < 10 else f"{cost:.0f}" for cost in costs
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def alone(peers: dict, figures: dict) -> str:
    """Return the figures that need no peer."""
    two, machine = figures["two_threads"], figures["machine"]
    lines = ["| what | measured |", "|---|---|"]
    for case in CASES[3:]:
        plastic, fixed = peers.get((case, OURS)), peers.get((case, f"{OURS} static"))
        at_once = peers.get((case, f"{OURS} at once"))
        if plastic and fixed:
            lines.append(
                f"| {NAMES[case]}: plastic over static | "
                f"{plastic['cpu_s_per_bio_s'] / fixed['cpu_s_per_bio_s']:.2f} |"
            )
        if plastic and at_once:
            lines.append(
                f"| {NAMES[case]}: learning at once over summed | "
                f"{at_once['cpu_s_per_bio_s'] / plastic['cpu_s_per_bio_s']:.2f} |"
            )
        if plastic:
            cells = int(case.split("_")[1])
            updates = cells * 1e4 / plastic["cpu_s_per_bio_s"] / 1e9
            lines.append(
                f"| {NAMES[case]}: times real time; thousand million cell updates per "
                f"CPU s | {1.0 / plastic['cpu_s_per_bio_s']:.3g}; {updates:.2g} |"
            )
    pieces = peers.get(("plastic_1000", f"{OURS} in pieces of 20 ms"))
    if pieces:
        whole = peers["plastic_1000", OURS]["cpu_s_per_bio_s"]
        lines.append(
            f"| 1 000 in calls of 20 ms over one call | {pieces['cpu_s_per_bio_s'] / whole:.2f} |"
        )
    lines += [
        f"| eight seeds of 1 000: two threads against one | {two['median']:.2f} times "
        f"({two['least']:.2f} to {two['most']:.2f}); two processes that only count, in turns with "
        f"that: {two['plain']:.2f} |",
        f"| first result, 1 000: code compiled anew / on disk | {figures['cold_cpu_s']:.1f} / "
        f"{figures['warm_cpu_s']:.2f} CPU s |",
        f"| default network (500 cells, NMDA, dt 0.5 ms): static / plastic | "
        f"{figures['static_ms']:.1f} / {figures['plastic_ms']:.1f} ms per biological second |",
        f"| one arm of {figures['arm']['days']:g} days | {figures['arm']['cpu_s']:.2f} CPU s |",
        f"| tables of the plastic 1 000 | {figures['bytes_per_synapse']:.1f} bytes per synapse |",
    ]
    return "\n".join(lines) + "\n\n" + ", ".join(f"{k} {v}" for k, v in machine.items()) + "\n"


BREAKDOWN = """Parts are told apart by leaving things out: without input (cells), with weak input
(Poisson), with learning off and on. The limit is the plainest loop that moves the same bytes in the
same order, on arrays of the same size, measured in the same process. Rows of the 1 000 are short,
so what a spike costs before its first synapse weighs more there. Rows that learn also bear the
visit to every plastic synapse once in 16 time constants (320 ms) that summed learning needs. Cells
in double precision stand near the limit of moving their bytes: only smaller numbers or fewer arrays
would make them cheaper. Those of the default network take two exponentials each, which cost more
than moving their bytes; its rows learn at once, so an event there stands for one at the spike of
the sender and one at that of the receiver.

| network | part | ns for each | limit | share of the time |
|---|---|---|---|---|
"""


def breakdown(figures: dict) -> str:
    """Return what each part costs beside its limit."""
    lines = []
    for network, part, unit, ns, limit_ns, share in figures["where"]:
        limit = f"{limit_ns:.2f}" if limit_ns == limit_ns else ""
        name = NAMES.get(network, network)
        lines.append(f"| {name} | {part} | {ns:.2f} ({unit}) | {limit} | {share:.0%} |")
    return BREAKDOWN + "\n".join(lines) + "\n"


def goals(peers: dict, figures: dict) -> str:
    """Return each goal with what was measured and whether it is met."""
    cost = {
        case: peers[case, OURS]["cpu_s_per_bio_s"] * 1e3 for case in CASES if (case, OURS) in peers
    }
    rate = {case: peers[case, OURS]["events_per_bio_s"] / cost[case] / 1e3 for case in cost}
    out = ["| goal | measured | met |", "|---|---|---|"]

    def row(goal: str, measured: str, met: bool) -> None:
        out.append(f"| {goal} | {measured} | {'yes' if met else '**no**'} |")

    def against(goal: str, case: str, name: str, least: float) -> None:
        times = ratio(peers, case, name)
        single = ratio(peers, case, name, "plasticity-lab single")
        if times is not None:
            row(
                f"{goal}, {NAMES[case]}: {least} times faster than {name}",
                f"{times:.1f} (single {single:.1f})",
                times >= least,
            )

    against("P1", "plastic_1000", "brian2 cpp_standalone", 12)
    against("P1", "plastic_1000", "nest psc", 50)
    against("P1", "plastic_1000", "brian2 cython", 120)
    for case, least in (("plastic_4000", 20), ("plastic_10000", 25)):
        theirs = {
            name: line["cpu_s_per_bio_s"]
            for (other, name), line in peers.items()
            if other == case and not name.startswith("plasticity-lab")
        }
        if theirs:
            against("P2 (fastest peer)", case, min(theirs, key=theirs.get), least)
    for case, most in (("plastic_1000", 15), ("plastic_4000", 105), ("plastic_10000", 580)):
        if case in cost:
            row(f"P3, {NAMES[case]}: at most {most} ms", f"{cost[case]:.3g}", cost[case] <= most)
    for case, least in (("plastic_1000", 60), ("plastic_4000", 110), ("plastic_10000", 150)):
        if case in rate:
            row(
                f"P4, {NAMES[case]}: at least {least} million events per CPU s",
                f"{rate[case]:.0f}",
                rate[case] >= least,
            )
    against("P5", "cuba", "brian2 cpp_standalone", 5)
    against("P5", "coba", "brian2 cpp_standalone", 5)
    row(
        "P5, Song: at least 2 000 times real time", f"{1e3 / cost['song']:.0f}", cost["song"] <= 0.5
    )
    row(
        "P6: first result warm at most 1.3 CPU s",
        f"{figures['warm_cpu_s']:.2f}",
        figures["warm_cpu_s"] <= 1.3,
    )
    row("P6: cold at most 6 CPU s", f"{figures['cold_cpu_s']:.1f}", figures["cold_cpu_s"] <= 6.0)
    pieces = peers[("plastic_1000", f"{OURS} in pieces of 20 ms")]["cpu_s_per_bio_s"] * 1e3
    row(
        "P7: calls of 20 ms cost at most 10 % more",
        f"{pieces / cost['plastic_1000'] - 1:+.0%}",
        pieces <= 1.1 * cost["plastic_1000"],
    )
    for case, most in (("plastic_1000", 1.6), ("plastic_10000", 1.8)):
        if case in cost:
            over = cost[case] / peers[case, f"{OURS} static"]["cpu_s_per_bio_s"] / 1e3
            row(
                f"P8, {NAMES[case]}: plastic at most {most} times static",
                f"{over:.2f}",
                over <= most,
            )
    two = figures["two_threads"]
    row(
        "P9: two threads at least 1.8 times one",
        f"{two['median']:.2f} (two processes that only count: {two['plain']:.2f})",
        two["median"] >= 1.8,
    )
    out.append("| P10: spike for spike with Brian2 | see docs/validation.md | |")
    memory = peers["plastic_1000", OURS]["peak_memory_mb"]
    row(
        "P11: at most 20 bytes per synapse, 1 000 under 250 MB",
        f"{figures['bytes_per_synapse']:.1f}, {memory:.0f} MB",
        figures["bytes_per_synapse"] <= 20.5 and memory <= 250.0,
    )
    row(
        "P12: default network at most 5 ms",
        f"{figures['plastic_ms']:.1f}",
        figures["plastic_ms"] <= 5.0,
    )
    arm = figures["arm"]
    row(
        "P12: one arm of 60 days at most 0.5 CPU s",
        f"{arm['cpu_s']:.2f} for {arm['days']:g} days",
        arm["cpu_s"] * 60.0 / arm["days"] <= 0.5,
    )
    return "\n".join(out) + "\n"
