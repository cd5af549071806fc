"""What every action stands on: errors, the actor, the database, the journal, the unit of work, rules for any text."""
