"""What can be decided on a case, when, and in what words."""
