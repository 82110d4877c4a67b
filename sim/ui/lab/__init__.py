"""The Lab, from the controls to the downloads; `page` puts its parts together."""
