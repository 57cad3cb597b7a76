"""Sau hội nghị: the attendance list, the thank-you letters, everything of the conference on one page."""
