"""What readers send."""

from __future__ import annotations

from django import forms


class CommentForm(forms.Form):
    """A comment, without what it is about."""

    name = forms.CharField(max_length=40)
    email = forms.EmailField()
    text = forms.CharField(max_length=500)
