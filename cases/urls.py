"""Which address leads to which page of a patient?"""

from django.urls import path

from cases import views

app_name = "cases"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("cases/", views.cases, name="cases"),
    path("cases/start/", views.start, name="start"),
    path("cases/join/", views.join, name="join"),
    path("clinic/", views.clinic, name="clinic"),
    path("priors/", views.priors, name="priors"),
    path("scoring/", views.scoring, name="scoring"),
    path("sources/", views.sources, name="sources"),
    path("limits/", views.limits, name="limits"),
    path("pictures/<str:token>.webp", views.picture, name="picture"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("cases/<uuid:pk>/", views.presentation, name="presentation"),
    path("cases/<uuid:pk>/history/", views.history, name="history"),
    path("cases/<uuid:pk>/examination/", views.examination, name="examination"),
    path("cases/<uuid:pk>/tests/", views.tests, name="tests"),
    path("cases/<uuid:pk>/results/", views.results, name="results"),
    path("cases/<uuid:pk>/film/", views.film, name="film"),
    path("cases/<uuid:pk>/differential/", views.differential, name="differential"),
    path("cases/<uuid:pk>/guide/", views.guidance, name="guidance"),
    path("cases/<uuid:pk>/commit/", views.commit, name="commit"),
    path("cases/<uuid:pk>/follow-up/", views.follow_up, name="follow_up"),
    path("cases/<uuid:pk>/treatment/", views.treatment, name="treatment"),
    path("cases/<uuid:pk>/debrief/", views.debrief, name="debrief"),
    path("cases/<uuid:pk>/debrief/step/<int:after>/", views.replay, name="replay"),
    path("cases/<uuid:pk>/branch/", views.branch, name="branch"),
    path("cases/<uuid:pk>/twin/", views.meet_twin, name="meet_twin"),
    path("cases/<uuid:pk>/ask/", views.ask, name="ask"),
    path("cases/<uuid:pk>/examine/", views.examine, name="examine"),
    path("cases/<uuid:pk>/order/", views.order, name="order"),
    path("cases/<uuid:pk>/wait/", views.wait, name="wait"),
    path("cases/<uuid:pk>/forecast/", views.forecast, name="forecast"),
    path("cases/<uuid:pk>/pin/", views.pin, name="pin"),
    path("cases/<uuid:pk>/summarize/", views.summarize, name="summarize"),
    path("cases/<uuid:pk>/sign/", views.sign, name="sign"),
    path("cases/<uuid:pk>/visit/", views.visit, name="visit"),
    path("cases/<uuid:pk>/treat/", views.treat, name="treat"),
    path("cases/<uuid:pk>/close/", views.close, name="close"),
    path("cases/<uuid:pk>/answer/", views.answer, name="answer"),
]
