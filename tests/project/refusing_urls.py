"""Pages that refuse, for the tests of how refusals are answered."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from pari.urls import urlpatterns as project

REFUSALS = {kind.__name__: kind for kind in (Invalid, NotAllowed, NotNow, Overtaken)}


def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    raise REFUSALS[kind]("Hồ sơ <đã> nộp.", "Hãy rút hồ sơ.")


@login_required
def save(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"saved": True})


urlpatterns = [path("thu/tu-choi/<str:kind>/", refuse), path("thu/luu/", save), *project]
