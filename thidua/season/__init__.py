"""Phong trào, phát động, thời hạn: the movement, its launch, and the windows of the year."""
