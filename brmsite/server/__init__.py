"""Shows the site while its records are edited: watches, takes changes in, answers the browser."""
