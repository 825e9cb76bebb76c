"""How good a transcript is, in the field's own measures: counts that add, from which rates are derived."""
