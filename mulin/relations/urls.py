"""Addresses of organisational relations and floating members."""

from django.urls import path

from mulin.relations.views import floating, reading, starting, stepping

app_name = "relations"
urlpatterns = [
    path("", reading.transfer_list, name="transfers"),
    path("<int:pk>/", reading.transfer, name="transfer"),
    path("<int:pk>/<slug:step>/", stepping.transfer_step, name="transfer_step"),
    path("start/<int:member>/", starting.start, name="start"),
    path("ask/<int:member>/", starting.ask, name="ask"),
    path("start/", starting.start_many, name="start_many"),
    path("outside/", starting.from_outside, name="from_outside"),
    path("batches/", reading.batch_list, name="batches"),
    path("batches/<int:pk>/", reading.batch, name="batch"),
    path("batches/<int:pk>/<slug:step>/", stepping.batch_step, name="batch_step"),
    path("absences/", reading.absence_list, name="absences"),
    path("absences/tell/<int:member>/", floating.tell_absence, name="tell_absence"),
    path("absences/<int:pk>/", reading.absence, name="absence"),
    path("absences/<int:pk>/host/", floating.host_absence, name="host_absence"),
    path("absences/<int:pk>/lapses/<int:lapse>/", stepping.mend_lapse, name="mend_lapse"),
    path("absences/<int:pk>/<slug:step>/", stepping.absence_step, name="absence_step"),
    path("stays/", reading.stay_list, name="stays"),
    path("stays/receive/", floating.receive_stay, name="receive_stay"),
    path("stays/report/", floating.report_stays, name="report_stays"),
    path("stays/<int:pk>/", reading.stay, name="stay"),
    path("stays/<int:pk>/<slug:step>/", stepping.stay_step, name="stay_step"),
    path("dues/", floating.dues, name="dues"),
    path("census/", reading.census, name="census"),
    path("census/open/", floating.open_census, name="open_census"),
    path("census/<int:pk>/", reading.census_return, name="census_return"),
    path("census/<int:pk>/<slug:step>/", stepping.return_step, name="return_step"),
    path("clocks/", reading.clock_list, name="clocks"),
    path("clocks/<int:member>/open/", floating.open_case, name="open_case"),
    path("clocks/<int:member>/excuse/", floating.excuse, name="excuse"),
    path("cases/", reading.case_list, name="cases"),
    path("cases/<int:pk>/", reading.case, name="case"),
    path("cases/<int:pk>/<slug:step>/", stepping.case_step, name="case_step"),
]
