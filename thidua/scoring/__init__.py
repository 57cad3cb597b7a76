"""Chấm điểm: rounds (self, cross, appraisal), answers by hand, explanations, agreed values, the board."""
