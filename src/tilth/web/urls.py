"""Every address, room by room in the order of the loop."""

from django.urls import include, path

from tilth.web.house import errors

ROOMS = (
    ("", "tilth.web.house.urls"),
    ("see/", "tilth.web.see.urls"),
    ("agree/", "tilth.web.agree.urls"),
    ("learn/", "tilth.web.learn.urls"),
    ("tell/", "tilth.web.learn.telling.urls"),
    ("manage/", "tilth.web.house.manage.urls"),
    ("api/", "tilth.web.api.urls"),
)


urlpatterns = [path(at, include(room)) for at, room in ROOMS]

handler400 = errors.not_understood
handler403 = errors.not_found
handler404 = errors.not_found
handler500 = errors.defect
