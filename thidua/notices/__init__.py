"""Nhắc việc: letters of what is asked, queued and sent once; how each person wants to be reminded."""
