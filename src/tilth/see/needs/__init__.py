"""What the people of a place need and have: indicators, their figures, fairness and change."""
