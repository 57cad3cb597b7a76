"""Trao đổi với phần mềm khác: the API with tokens, addresses told of what happens (webhooks), signed packages."""
