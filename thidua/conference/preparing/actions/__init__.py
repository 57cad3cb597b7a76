"""The writer of the preparation: `programme` (days, order, talks, documents), `inviting`, `placing` (order, seats)."""
