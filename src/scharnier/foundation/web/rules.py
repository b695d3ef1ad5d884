from rules import add_perm

from scharnier.foundation.programmes.rules import is_lead

add_perm("web.edit_legal_page", is_lead)
add_perm("web.view_barrier_reports", is_lead)
add_perm("web.answer_barrier_report", is_lead)
