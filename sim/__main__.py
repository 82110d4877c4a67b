"""``python -m sim``: the same as the command ``plasticity-lab``."""

from sim.cli import main

if __name__ == "__main__":
    main()
