"""What the API answers, and the pages about it: tokens, the document for people."""
