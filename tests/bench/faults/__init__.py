"""What happens when calls fail and programs are killed in the middle."""
