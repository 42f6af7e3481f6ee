"""Hard things held together: their pages."""
