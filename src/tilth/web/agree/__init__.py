"""The records, pages and acts of AGREE."""
