"""What an operator looks at: the steps of the round, files that nothing names."""
