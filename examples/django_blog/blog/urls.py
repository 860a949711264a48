"""The addresses."""

from __future__ import annotations

from django.urls import path

from blog import views

urlpatterns = [
    path("posts/", views.list_posts, name="posts"),
    path("posts/<slug:slug>/", views.show_post, name="post"),
    path("posts/<slug:slug>/comments/", views.add_comment, name="comments"),
]
