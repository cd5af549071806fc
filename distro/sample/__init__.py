"""The sample world: offices, people and bulletins in every state, all invented, made by the real pipeline."""
