"""Thẩm định lại: what a unit has explained is looked at once more, and only that; the rest stays locked."""
