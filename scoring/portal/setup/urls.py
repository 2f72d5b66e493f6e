from django.urls import path

from scoring.portal.setup import views, views_participants, views_phases, views_policies

urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("tao-moi/", views.create, name="campaign-new"),
    path("<code:campaign>/", views.campaign, name="campaign"),
    path("<code:campaign>/lich/", views.calendar, name="calendar"),
    path("<code:campaign>/chinh-sach/", views_policies.policies, name="policies"),
    path("<code:campaign>/khoi/", views_participants.blocs, name="campaign-blocs"),
    path("<code:campaign>/khoi/bo/", views_participants.drop_bloc, name="campaign-bloc-remove"),
    path("<code:campaign>/co-quan/", views_participants.participants, name="campaign-agencies"),
    path("<code:campaign>/co-quan/them/", views_participants.add, name="campaign-agencies-add"),
    path("<code:campaign>/co-quan/bo/", views_participants.remove, name="campaign-agencies-remove"),
    path("<code:campaign>/co-quan/sao-chep/", views_participants.copy, name="campaign-agencies-copy"),
    path("<code:campaign>/gia-han/", views.extensions, name="extensions"),
    path("<code:campaign>/gia-han/<code:agency>/", views.extension, name="extension"),
    path("<code:campaign>/mo/", views_phases.open_self, name="campaign-open"),
    path("<code:campaign>/dong-tu-danh-gia/", views_phases.close_self, name="campaign-close-self"),
]
