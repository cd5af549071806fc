"""The door of time: Celery rings and performs, and knows nothing else."""
