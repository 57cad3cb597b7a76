"""The roof: settings, addresses, the server."""
