"""English as it is written in Europe: 15 March 2027, never broken at the end of a line."""

DATE_FORMAT = "j\u00a0F\u00a0Y"
MONTH_DAY_FORMAT = "j\u00a0F"
DATETIME_FORMAT = "j\u00a0F\u00a0Y, H:i"
SHORT_DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
