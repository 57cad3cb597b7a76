"""Pages of the room: drafting from the record, reading a pasted article, showing the year to the public."""
