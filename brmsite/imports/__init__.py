"""What people already have (minutes in Markdown) to records: text in, values out, nothing read."""
