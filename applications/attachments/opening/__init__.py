"""Can somebody open this file? Asked in a process apart; a module for each kind."""
