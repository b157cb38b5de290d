"""Which address leads to which page of a patient?"""

from django.urls import URLPattern

app_name = "cases"
urlpatterns: list[URLPattern] = []
