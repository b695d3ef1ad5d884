"""German as it is written: 15. März 2027, and a day never breaks in two at the end of a line."""

DATE_FORMAT = "j.\u00a0F\u00a0Y"
MONTH_DAY_FORMAT = "j.\u00a0F"
