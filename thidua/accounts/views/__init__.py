"""Pages of the room: invitations and the first sign-in; what protects an account."""
