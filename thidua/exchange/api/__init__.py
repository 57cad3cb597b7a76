"""API: /api/v1/…, spoken by programs that carry a token of one seat."""
