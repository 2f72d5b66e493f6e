from django.urls import path

from scoring.portal.criteria import excel, lists, nodes, sets, versions

urlpatterns = [
    path("", lists.criteria_sets, name="criteria-sets"),
    path("moi/", lists.new_set, name="criteria-set-new"),
    path("<int:pk>/", sets.criteria_set, name="criteria-set"),
    path("<int:pk>/quyet-dinh/", sets.decision, name="criteria-decision"),
    path("<int:pk>/in/<int:annex>/", sets.printed, name="criteria-printed"),
    path("<int:pk>/xuat/", excel.export, name="criteria-export"),
    path("<int:pk>/nhap/", excel.bring, name="criteria-import"),
    path("<int:pk>/nhap/ghi/", excel.confirm, name="criteria-import-confirm"),
    path("<int:pk>/so-sanh/", versions.changes, name="criteria-changes"),
    path("<int:pk>/doi-chieu/", versions.crosswalk, name="criteria-crosswalk"),
    path("<int:pk>/phu-luc/<int:annex>/", nodes.annex, name="criteria-annex"),
    path("<int:pk>/phu-luc/<int:annex>/xoa/", nodes.remove_annex, name="criteria-annex-remove"),
    path("<int:pk>/phu-luc/<int:annex>/them/", nodes.new_node, name="criteria-node-new"),
    path("<int:pk>/tieu-chi/<int:criterion>/", nodes.node, name="criteria-node"),
    path("<int:pk>/tieu-chi/<int:criterion>/chuyen/", nodes.move, name="criteria-node-move"),
    path("<int:pk>/tieu-chi/<int:criterion>/xoa/", nodes.remove, name="criteria-node-remove"),
    *(path(f"<int:pk>/{name}/", sets.deed, {"name": name}, name=f"criteria-{name}") for name in sets.DEEDS),
]
