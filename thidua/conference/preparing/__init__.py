"""Chuẩn bị: talks, invitations and answers, protocol order by hand, seats, badges, documents for the delegates."""
