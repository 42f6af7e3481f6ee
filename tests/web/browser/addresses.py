"""Every page that is looked at in a browser: its address, and in which role (None: a stranger).

Whoever adds a page adds its address here; the gates of test_every_page.py then hold for it.
"""

COMMON = (
    ("/", None),
    ("/", "director"),
    ("/?tour=1", "director"),
    ("/sign-in/", None),
    ("/privacy/", None),
    ("/accessibility/", None),
    ("/about-the-data/", None),
    ("/your-data/", None),
    ("/help/words/", None),
    ("/help/methods/", None),
    ("/help/wrong/?page=/see/", None),
    ("/search/", None),
    ("/search/?q=active", "analyst"),
    ("/search/?q=zzzz", None),
    ("/second-step/", "analyst"),
    ("/second-step/app/", "analyst"),
    ("/no-such-page/", "analyst"),
)
SEE = (
    ("/see/", "analyst"),
    ("/see/areas/", "analyst"),
    ("/see/groups/", "analyst"),
    ("/see/indicators/", "analyst"),
    ("/see/indicators/inactive_adults/neighbourhood/", "analyst"),
    ("/see/areas/GRM-OPLD/", "director"),
    ("/see/areas/?layer=lsoa21", "analyst"),
    ("/see/compare/", "director"),
    ("/see/indicators/falls/place/?area=GRM-TIL", "analyst"),
    ("/see/indicators/inactive_adult/neighbourhood/", "analyst"),
    ("/see/data/gp_events/", "analyst"),
    ("/see/data/", "analyst"),
    ("/see/data/matching/", "analyst"),
)
AGREE = (
    ("/agree/commitments/", "partner"),
    ("/agree/commitments/?state=kept&by=club", "director"),
    ("/agree/commitments/new/", "partner"),
    ("/agree/commitments/C-014/", "secretariat"),
    ("/agree/commitments/parts/", "director"),
    ("/agree/commitments/recommendations/", "director"),
    ("/agree/commitments/reviews/", "chair"),
    ("/agree/commitments/answers/?about=decision:D-014", "chair"),
    ("/agree/commitments/statement/hospital/?area=GRM-TIL", "director"),
    ("/agree/public/", None),
    ("/agree/public/decisions/", None),
    ("/agree/public/decisions/D-014/", None),
    ("/agree/public/commitments/", None),
    ("/agree/decisions/", "partner"),
    ("/agree/decisions/?origin=residents", "chair"),
    ("/agree/decisions/new/", "partner"),
    ("/agree/decisions/D-014/", "director"),
    ("/agree/decisions/D-042/", "chair"),
    ("/agree/decisions/D-042/text/", "secretariat"),
    ("/agree/decisions/D-043/", "neighbourhood_lead"),
    ("/agree/decisions/D-045/", "partner"),
    ("/agree/by-link/", None),
    ("/agree/by-link/not-a-link/", None),
)
MANAGE = (
    ("/manage/", "administrator"),
    ("/manage/people/", "administrator"),
    ("/manage/sources/", "ig_lead"),
    ("/manage/audit/", "ig_lead"),
    ("/manage/audit/?until=soon", "ig_lead"),
    ("/manage/jobs/", "administrator"),
    ("/manage/roles/", "resident"),
    ("/manage/sharing/", "ig_lead"),
    ("/manage/tokens/", "analyst"),
    ("/manage/backup/", "administrator"),
)
ADDRESSES = COMMON + SEE + AGREE + MANAGE
MISSING = (
    "/no-such-page/",
    "/see/indicators/inactive_adult/neighbourhood/",
    "/agree/by-link/not-a-link/",
)
"""Pages that are errors on purpose."""
