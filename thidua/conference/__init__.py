"""Hội nghị: programme, delegations, attendance, recommendations, minutes."""
