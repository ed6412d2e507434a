"""Plans side by side: what each is worth on every criterion, which are dominated, and at what price."""
