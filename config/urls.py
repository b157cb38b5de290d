"""Which address leads where?"""

from django.contrib import admin
from django.urls import include, path

from config import views

urlpatterns = [
    path("", include("cases.urls")),
    path("", include("quizzes.urls")),
    path("", include("learners.urls")),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.healthz, name="healthz"),
    path("admin/", admin.site.urls),
]
handler500 = "config.errors.failed"
