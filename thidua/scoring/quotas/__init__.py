"""Tỷ lệ khống chế: whom a quota keeps from the grade its points earned, and the exceptions made to it."""
