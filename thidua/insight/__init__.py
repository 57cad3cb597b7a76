"""Nhìn lại: what a year's points say: strengths, fairness, how firm the ranking is, what another rule would change."""
