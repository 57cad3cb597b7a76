"""Bỏ phiếu, suy tôn: votes in which the roll and the papers share nothing."""
