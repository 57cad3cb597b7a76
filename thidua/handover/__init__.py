"""Bàn giao: head to head, deputy to deputy, with the open work."""
