"""What a reader of the report would question: rules, findings, and why a rule is there."""
