"""`thidua live`."""
