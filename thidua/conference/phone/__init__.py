"""Trang của đại biểu: opened on a phone by the badge's QR, without an account; an invitation is answered likewise."""
