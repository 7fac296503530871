"""Who has a provision or instruments on a theme, in which form, and the map that shows it."""
