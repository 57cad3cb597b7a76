"""Việc chạy nền: long work with progress and cancel, its result kept for its owner alone."""
