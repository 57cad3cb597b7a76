"""What an outsider, a colleague of another unit or somebody whose seat has ended can open, post to and read."""
