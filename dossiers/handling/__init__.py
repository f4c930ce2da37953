"""Who handles a case: taking up, assigning, standing in."""
