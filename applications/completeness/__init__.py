"""Is everything there that the law asks?"""
