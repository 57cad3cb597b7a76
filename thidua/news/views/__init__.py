"""Pages of the room: the newsroom of a year, and what anyone may read."""
