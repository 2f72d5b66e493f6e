from django.urls import path

from scoring.portal.supplement import board, leaves, receipts, views

AGENCY = "<code:campaign>/<code:agency>/"
LEAF = f"{AGENCY}tieu-chi/<code:criterion>/"
RECEIPT = f"{AGENCY}bien-nhan/<code:number>/"

urlpatterns = [
    path("<code:campaign>/", board.supplements, name="supplements"),
    path(AGENCY, views.supplement, name="supplement"),
    path(f"{AGENCY}gui/", views.send, name="supplement-send"),
    path(f"{AGENCY}rut/", views.take_back, name="supplement-take-back"),
    path(RECEIPT, receipts.receipt, name="supplement-receipt"),
    path(f"{RECEIPT}pdf/", receipts.receipt_file, name="supplement-receipt-file"),
    path(LEAF, leaves.leaf, name="supplement-leaf"),
    path(f"{LEAF}luu", leaves.save, name="supplement-save"),
]
