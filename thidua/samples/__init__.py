"""Số liệu mẫu: the reference record and the fictitious cluster, loaded through the rooms' own actions."""
