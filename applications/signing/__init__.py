"""The BVF signs, and the content is frozen."""
