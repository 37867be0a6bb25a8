"""Rules about agreements: signatures, money, terms and notice."""
