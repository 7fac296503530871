"""The pages of provisions and themes: what each is, who has it in which form, and what became of it."""
