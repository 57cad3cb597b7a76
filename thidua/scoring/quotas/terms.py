"""Words of the quotas."""

OTHER = "khac"
"""A grade of the collective above on which no quota of the table hangs."""
