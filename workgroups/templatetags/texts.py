"""Texts of people on a page."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from workgroups.markdown import to_html

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown as HTML that can do nothing (workgroups.markdown cleans it)."""
    return mark_safe(to_html(text))  # noqa: S308
