"""What is done to the speakers of a finished transcript: named, corrected, put back, explained."""
