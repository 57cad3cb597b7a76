"""Sổ khen thưởng: who may be nominated and why not, dossiers on their way, decisions, awards through the years."""
