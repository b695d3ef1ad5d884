"""The one table: declared once, sorted, searched, filtered, paged and exported by the URL.

::

    APPLICATIONS = Table(
        "applications",
        caption=_("Applications"),
        columns=[
            Column("number", _("No."), sort="number", priority=2),
            Column("name", _("Name"), sort="name", place="main", link=True),
            Column("region", _("Region"), sort="region__name", place="sub"),
            Column("state", _("State"), cell=pieces.state, place="status"),
            Column("changed_at", _("Changed"), sort="changed_at", value=ago_of, priority=1),
        ],
        search=["name", "town"],
        filters=[Filter("region", _("Region"), regions_of)],
        views=[View("mine", _("My reviews"), lambda request: Q(reviews__reviewer=request.user))],
        order="-changed_at",
    )

    def listing(request):
        rows = queries.visible_to(request.user).select_related("region")
        return APPLICATIONS.respond(request, rows, "applications/listing.html", {"area": …})

The template says ``{{ table }}``. Two queries, whatever is asked.
"""

from scharnier.foundation.web.tables.columns import Column
from scharnier.foundation.web.tables.filters import Filter, View
from scharnier.foundation.web.tables.listing import Listing
from scharnier.foundation.web.tables.table import Bulk, Table

__all__ = ["Bulk", "Column", "Filter", "Listing", "Table", "View"]
