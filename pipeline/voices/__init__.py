"""Enrolled voices: kept in files, learnt from clips and from corrected transcripts."""
