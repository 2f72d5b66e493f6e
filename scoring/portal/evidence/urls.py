from django.urls import path

from scoring.portal.evidence import files, panel, shelf, transfer

_LEAF = "ho-so/<code:campaign>/<code:agency>/<code:criterion>/"

urlpatterns = [
    path(_LEAF, panel.panel, name="evidence-panel"),
    path(f"{_LEAF}them/", panel.add, name="evidence-add"),
    path(f"{_LEAF}tu-kho/", panel.link, name="evidence-link"),
    path(f"{_LEAF}tai-len/", transfer.begin, name="evidence-begin"),
    path("tai-len/<uuid:upload>/", transfer.piece, name="evidence-upload"),
    path("lien-ket/<int:pk>/", panel.annotate, name="evidence-annotate"),
    path("lien-ket/<int:pk>/go/", panel.unlink, name="evidence-unlink"),
    path("kho/<code:campaign>/<code:agency>/", shelf.shelf, name="evidence-shelf"),
    path("kho/<code:campaign>/<code:agency>/<int:pk>/bo/", shelf.discard, name="evidence-discard"),
    path("tep/<int:pk>/", files.download, name="evidence-file"),
    path("tep/<int:pk>/xem/", files.view, name="evidence-view"),
    path("tep/<int:pk>/noi-dung/", files.contents, name="evidence-listing"),
]
