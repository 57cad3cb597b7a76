"""The room's tests."""
