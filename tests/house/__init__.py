"""Tests about the house itself: rules no linter knows. Each says which rule, and names file and line that break it."""
