"""Theo dõi kiến nghị: every recommendation and agreed solution, from its conference to the next year's."""
