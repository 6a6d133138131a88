"""A return as a workbook: written, filled elsewhere, read back by its codes and never by its looks.

`layout`, `archive` and `reading` know nothing of Django: they run in the child process.
"""
