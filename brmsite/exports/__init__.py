"""The register as data for other programs."""
