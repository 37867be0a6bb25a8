"""Rules about satisfaction: surveys, complaints and escalations."""
