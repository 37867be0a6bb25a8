"""The pages people browse, made from the register and what follows from it."""
