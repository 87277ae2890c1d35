"""The signed-in home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """To-do first."""
    return render(request, "web/home.html")
