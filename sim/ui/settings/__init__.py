"""Settings of a visitor: as plain values, in the session, in the address, in the widgets."""
