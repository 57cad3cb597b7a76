"""Phát biểu, thảo luận: who asks to speak, in which turn, for how long."""
