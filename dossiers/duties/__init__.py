"""What a lab must do after its filing: reviewing, reporting, keeping, lists."""
