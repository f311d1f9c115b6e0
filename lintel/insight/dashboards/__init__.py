"""Dashboards: answers side by side under one period and one set of filters."""
