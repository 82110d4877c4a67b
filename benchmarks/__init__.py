"""Our engine beside Brian2 and NEST: the same networks, one thread, one machine, one run."""
