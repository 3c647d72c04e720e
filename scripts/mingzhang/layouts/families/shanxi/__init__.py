"""Shanxi: the templates that budgets and final accounts of the province follow."""
