"""A bundle: all of a case in one WACZ that anybody can open, and that can be checked with nothing but itself."""
