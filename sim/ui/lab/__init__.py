"""The parts of the Lab, from the controls to the downloads; `sim/ui/pages/lab.py` puts them up."""
