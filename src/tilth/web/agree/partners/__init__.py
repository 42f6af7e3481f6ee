"""Partners, people and bodies: their pages."""
