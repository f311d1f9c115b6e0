import datetime as dt, pytest
from tests.insight.makers import *
from lintel.insight.definitions.models import *
@pytest.mark.django_db
def test_it(cast, warehouse):
    company(cast)
    print(Metric.objects.values_list("slug","state","version","foundation"))
    m=agree(cast,"revenue"); print(m.state, m.turn)
    from lintel.insight.asking import asking
    d=asking.desk(cast.nele,"analysis",NOW)
    for q in ["revenue by country last quarter vs year before","revenue","revenue by month","revenu by contry this year","top 1 countries by revenue last 12 months","orders and visits by month","average order value in Germany by month in 2026","sales for email by country since march","revenue over time","Revenue by channel where country is \"Norway\" all time", "revenue excluding Norway by medium"]:
        try:
            g=d.answer(q)
            print(q,'=>',g.text,'|',g.reading.notes); 
            assert d.read(g.text).asked==g.reading.asked,(d.read(g.text).asked,g.reading.asked)
            from lintel.insight.asking import showing
            print('   ',showing.header(g.result)); 
            for i in range(min(3,len(g.result.rows))): print('      ',showing.cells(g.result,i))
        except Exception as e:
            if isinstance(e,AssertionError): raise
            print(q,'!!',type(e).__name__,getattr(e,'sentence',e))
    for q in ["revenue by planet","foo","revenue vs bananas", "revenue in Atlantis", "revenue where country is Atlantis"]:
        try: g=d.answer(q); print(q,'=>',g.text,g.reading.notes)
        except Exception as e: print(q,'!!',type(e).__name__,getattr(e,'sentence',e))
