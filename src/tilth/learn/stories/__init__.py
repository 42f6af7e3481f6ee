"""What a story may tell without meaning to, where it stands, and how it is written safely."""
