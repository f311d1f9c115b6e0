from tests.house import test_access as t
from tests.house import test_query_counts as q
MINE=("guards:","quality:","context:","learning:")
OPS={"access_pol","own_access","access_of","access_wish","ask_access","data_quality","check_data","data_checks","data_expect","market_series","list_events","note_event","change_event","remove_event","self_suff","lesson"}
t.PAGES=[p for p in t.PAGES if p.name.startswith(MINE)]
t.OPERATIONS=[o for o in t.OPERATIONS if any(w in o.name for w in OPS)]
q.LISTS={k:v for k,v in q.LISTS.items() if k.startswith(MINE)}
q.API_LISTS={k:v for k,v in q.API_LISTS.items() if any(w in k for w in OPS)}
samples=t.samples; callers=t.callers; _quiet=t._quiet; client=q.client
test_pages=t.test_nobody_gets_further_on_pages_than_the_table_says
test_ops=t.test_nobody_gets_further_in_the_api_than_the_table_says
test_lists=q.test_a_list_costs_the_same_at_any_size
