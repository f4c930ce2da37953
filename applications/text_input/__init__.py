"""Text as people bring it: cleaned, typed, and what a window left untouched."""
