"""Đăng ký, chỉ tiêu, giao ước: what each unit registers, what it is assigned, and the pledge all sign."""
