"""The addresses under /manage/."""

from django.urls import path

from tilth.web.house.manage import agreements, index, people, record, roles, sources, tokens, work

urlpatterns = [
    path("", index.index, name="manage"),
    path("people/", people.people, name="manage-people"),
    path("people/invite/", people.invite, name="manage-invite"),
    path("people/<slug:ref>/", people.person, name="manage-person"),
    path("people/<slug:ref>/role/", people.ask_role, name="manage-ask-role"),
    path("people/<slug:ref>/last-day/", people.last_day, name="manage-last-day"),
    path("people/<slug:ref>/<slug:what>/", people.person_act, name="manage-person-act"),
    path("held/<int:number>/narrow/", people.narrow_role, name="manage-narrow-role"),
    path("held/<int:number>/<slug:what>/", people.role_act, name="manage-role-act"),
    path("roles/", roles.roles, name="manage-roles"),
    path("sources/", sources.sources, name="manage-sources"),
    path("sharing/", agreements.sharing, name="manage-sharing"),
    path("sharing/new/", agreements.make, name="manage-make-sharing"),
    path("sharing/<slug:slug>/narrow/", agreements.narrow, name="manage-narrow-sharing"),
    path("sharing/<slug:slug>/end/", agreements.end, name="manage-end-sharing"),
    path("jobs/", work.jobs, name="manage-jobs"),
    path("jobs/ask/", work.ask, name="manage-ask-job"),
    path("jobs/<int:number>/", work.job, name="manage-job"),
    path("jobs/<int:number>/stop/", work.stop, name="manage-stop-job"),
    path("jobs/<int:number>/file/", work.file, name="manage-job-file"),
    path("audit/", record.audit, name="manage-audit"),
    path("audit/verify/", record.verify, name="manage-verify-audit"),
    path("audit.csv", record.table, name="manage-audit-csv"),
    path("tokens/", tokens.tokens, name="manage-tokens"),
    path("tokens/new/", tokens.make, name="manage-make-token"),
    path("tokens/<int:number>/end/", tokens.end, name="manage-end-token"),
    path("backup/", index.backup, name="manage-backup"),
]
