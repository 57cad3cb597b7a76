"""Xếp hạng, đề nghị khen thưởng: the sealed result, nominations, decisions."""
