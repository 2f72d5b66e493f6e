from django.urls import path

from scoring.portal.submit import offline, receipts, views

AGENCY = "<code:campaign>/<code:agency>/"
RECEIPT = f"{AGENCY}bien-nhan/<code:number>/"

urlpatterns = [
    path("kiem-tra/", receipts.verify, name="verify"),
    path(AGENCY, views.submit, name="submit"),
    path(f"{AGENCY}trinh/", views.propose, name="propose"),
    path(f"{AGENCY}ky/", views.sign, name="sign"),
    path(f"{AGENCY}rut/", views.withdraw, name="withdraw"),
    path(f"{AGENCY}mo-lai/", views.reopen, name="reopen"),
    path(f"{AGENCY}excel/", offline.offline, name="offline"),
    path(f"{AGENCY}excel/tai-ve/", offline.download, name="offline-file"),
    path(f"{AGENCY}excel/nhap/", offline.take, name="offline-take"),
    path(f"{AGENCY}bien-nhan/", receipts.receipts, name="receipts"),
    path(RECEIPT, receipts.receipt, name="receipt"),
    path(f"{RECEIPT}pdf/", receipts.receipt_file, name="receipt-file"),
    path(f"{RECEIPT}thay-doi/", receipts.receipt_changes, name="receipt-changes"),
]
