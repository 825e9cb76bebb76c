"""What is counted of a comparison; :mod:`pipeline.evaluation.score` makes one value of it all."""
