"""`{{ slugs|called:names }}`: what people call one or several sources."""

from django import template

from lintel.customers.sources.naming import called

register = template.Library()
register.filter("called", called)
