"""What people decide about findings: confirmed, rejected, amended, merged, added. Appended, superseded, never deleted.

Each judgement is anchored on bytes (blob, range of the capture, kind), not on an id that a better reader would change.
"""
