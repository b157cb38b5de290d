"""Which address leads to which page of a person?"""

from django.urls import path

from learners import views

app_name = "learners"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("resume/", views.elsewhere, name="elsewhere"),
    path("resume/<str:token>/", views.resume, name="resume"),
]
