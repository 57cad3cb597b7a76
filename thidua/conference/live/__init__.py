"""Trực tiếp: what every screen of a conference shows, and how a change reaches them all."""
