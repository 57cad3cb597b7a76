"""Báo tin tự động: addresses of other programs that are told, signed, when something happens in a year (webhooks)."""
