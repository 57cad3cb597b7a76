"""Pages of the room: the register, one paper, drafts, what the cluster keeps."""
