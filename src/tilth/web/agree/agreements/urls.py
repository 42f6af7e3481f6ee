"""The addresses of agreements and of documents."""

from django.urls import path

from tilth.web.agree.agreements import listing, one, signing, writing
from tilth.web.agree.documents import listing as documents
from tilth.web.agree.documents import one as document

HERE = "agreement/"
THERE = "documents/"
urlpatterns = [
    path(HERE, listing.index, name="agreements"),
    path("agreement.<slug:ending>", listing.register_file, name="agreements_file"),
    path(f"{HERE}new/", writing.choose, name="agreement_new"),
    path(f"{HERE}new/<slug:name>/", writing.begin, name="agreement_begin"),
    path(f"{HERE}<slug:slug>/", one.agreement, name="agreement"),
    path(f"{HERE}<slug:slug>/print/", one.printed, name="agreement_print"),
    path(f"{HERE}<slug:slug>/compare/", one.compared, name="agreement_compare"),
    path(f"{HERE}<slug:slug>/edit/", writing.edit, name="agreement_edit"),
    path(f"{HERE}<slug:slug>/draft/", writing.draft, name="agreement_draft"),
    path(f"{HERE}<slug:slug>/end/", signing.end, name="agreement_end"),
    path(f"{HERE}<slug:slug>/data/", signing.let_in, name="agreement_data"),
    path(f"{HERE}<slug:slug>/<int:number>/propose/", writing.propose, name="agreement_propose"),
    path(f"{HERE}<slug:slug>/<int:number>/sign/", signing.sign, name="agreement_sign"),
    path(f"{HERE}<slug:slug>/<int:number>/ask/", signing.ask, name="agreement_ask"),
    path(f"{HERE}<slug:slug>/<int:number>/leave/", signing.leave, name="agreement_leave"),
    path(THERE, documents.index, name="documents"),
    path("documents.<slug:ending>", documents.documents_file, name="documents_file"),
    path(f"{THERE}new/", document.new, name="document_new"),
    path(f"{THERE}law/", documents.law, name="documents_law"),
    path(f"{THERE}<slug:slug>/", document.document, name="document"),
    path(f"{THERE}<slug:slug>/edit/", document.edit, name="document_edit"),
    path(f"{THERE}<slug:slug>/recommend/", document.recommend, name="document_recommend"),
    path(f"{THERE}<slug:slug>/tie/", document.tie, name="document_tie"),
    path(f"{THERE}<slug:slug>/untie/<int:number>/", document.untie, name="document_untie"),
    path(f"{THERE}<slug:slug>/away/", document.put_away, name="document_away"),
]
