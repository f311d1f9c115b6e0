"""A report to take along: gathered once in its room, written as PDF, workbook or slides.

A room says what stands in it (`shape.Report`); `sending` writes it. What people wrote stays text in each.
"""
