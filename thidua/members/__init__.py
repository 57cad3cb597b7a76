"""Cụm, đơn vị, người, vai trò: clusters and their years, units and their lineage, people, seats, head and deputy."""
