"""The addresses of levels, under /agree/."""

from django.urls import path

from tilth.web.agree.levels import answering, cut, fund, money, overview, returns

urlpatterns = [
    path("levels/", overview.overview, name="agree-levels"),
    path("levels/tables/<slug:name>.<slug:ending>", overview.table),
    path("levels/new/", overview.new, name="agree-levels-new"),
    path("levels/map/", answering.answer_map, name="agree-levels-map"),
    path("levels/why/", answering.why, name="agree-levels-why"),
    path("levels/money/", money.money, name="agree-money"),
    path("levels/money/new/", money.give),
    path("levels/money/cut/", cut.cut),
    path("levels/money/cut.<slug:ending>", cut.cut_file),
    path("levels/money/of/<slug:slug>/", money.of_partner),
    path("levels/money/<int:number>/", money.one),
    path("levels/money/<int:number>/correct/", money.correct),
    path("levels/money/<int:number>/withdraw/", money.withdraw),
    path("levels/fund/<slug:slug>/", fund.fund),
    path("levels/fund/<slug:slug>.<slug:ending>", fund.fund_file),
    path("levels/fund/<slug:slug>/in/", fund.put_in),
    path("levels/fund/<slug:slug>/out/", fund.take_out),
    path("levels/returns/", returns.index, name="agree-returns"),
    path("levels/returns/<slug:name>/", returns.one),
    path("levels/returns/<slug:name>.<slug:ending>", returns.one_file),
    path("levels/<slug:ref>/", overview.one, name="agree-level"),
    path("levels/<slug:ref>/change/", overview.change),
    path("levels/<slug:ref>/back/", overview.take_back),
    path("levels/<slug:ref>/again/", overview.stand_again),
]
