"""The forms: what is asked, how it is read, and what stands below each field."""
