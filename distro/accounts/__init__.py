"""Who: people, their roles in offices, their passwords and their sessions in the database."""
