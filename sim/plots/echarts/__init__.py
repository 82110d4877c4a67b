"""Pictures as ECharts options, for the page."""
