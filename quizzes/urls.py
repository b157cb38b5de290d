"""Which address leads to which question?"""

from django.urls import path

from quizzes.views import choosing, desk, importing, keeping

app_name = "quizzes"
urlpatterns = [
    path("quizzes/", choosing.quizzes, name="quizzes"),
    path("quizzes/begin/", choosing.begin, name="begin"),
    path("quizzes/patient/", choosing.patient, name="patient"),
    path("quizzes/laboratory/", choosing.laboratory, name="laboratory"),
    path("quizzes/statistics/", keeping.statistics, name="statistics"),
    path("quizzes/exchange/", keeping.exchange, name="exchange"),
    path("quizzes/imports/", importing.take_in, name="take_in"),
    path("quizzes/imports/<uuid:pk>/", importing.file, name="import"),
    path("quizzes/imports/<uuid:pk>/file-under/", importing.file_under, name="file_under"),
    path("quizzes/imports/<uuid:pk>/stop/", importing.stop, name="stop"),
    path("quizzes/imports/<uuid:pk>/throw-away/", importing.throw_away, name="throw_away"),
    path("quizzes/pictures/<str:token>/", desk.picture, name="picture"),
    path("quizzes/<uuid:pk>/", desk.attempt, name="attempt"),
    path("quizzes/<uuid:pk>/go-on/", desk.go_on, name="go-on"),
    path("quizzes/<uuid:pk>/submit/", desk.submit, name="submit"),
    path("quizzes/<uuid:pk>/<int:number>/", desk.question, name="question"),
    path("quizzes/<uuid:pk>/<int:number>/answer/", desk.answer, name="answer"),
    path("quizzes/<uuid:pk>/<int:number>/take-back/", desk.take_back, name="take-back"),
    path("quizzes/<uuid:pk>/<int:number>/flag/", desk.flag, name="flag"),
    path("quizzes/<uuid:pk>/<int:number>/strike/", desk.strike, name="strike"),
    path("quizzes/<uuid:pk>/<int:number>/dispute/", desk.dispute, name="dispute"),
    path("progress/", choosing.progress, name="progress"),
]
