"""Drawings made when the site is built: places and words of SVG, for the layouts to write out."""
