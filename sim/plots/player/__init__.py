"""The network player: plans and runs as plain data, the scripts that play them, one HTML file."""
