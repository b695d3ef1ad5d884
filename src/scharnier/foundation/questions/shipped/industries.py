"""The sections of NACE Rev. 2.1 (WZ 2025) in everyday words, to choose from or to write past.

Their letters shifted from J on against the edition before, so an answer bears letter and words;
``Organisation.nace_version`` says which edition a code is of.
"""

from scharnier.foundation.questions.shipped.wording import words

INDUSTRIES = [
    {"value": letter, "label": words(f"{letter} – {de}", f"{letter} – {en}")}
    for letter, de, en in [
        ("A", "Land- und Forstwirtschaft, Fischerei", "Agriculture, forestry and fishing"),
        ("B", "Bergbau, Steine und Erden", "Mining and quarrying"),
        ("C", "Verarbeitendes Gewerbe und Handwerk", "Manufacturing and crafts"),
        ("D", "Energieversorgung", "Energy supply"),
        ("E", "Wasser, Abwasser, Abfall", "Water, sewerage and waste"),
        ("F", "Baugewerbe", "Construction"),
        ("G", "Handel", "Trade"),
        ("H", "Verkehr und Lagerei", "Transport and storage"),
        ("I", "Gastgewerbe und Beherbergung", "Accommodation and food"),
        ("J", "Verlage, Rundfunk, Medieninhalte", "Publishing, broadcasting and content"),
        ("K", "Telekommunikation und IT", "Telecommunication and IT"),
        ("L", "Finanzen und Versicherungen", "Finance and insurance"),
        ("M", "Grundstücke und Wohnungen", "Real estate"),
        (
            "N",
            "Freiberufliche, wissenschaftliche, technische Dienste",
            "Professional, scientific and technical services",
        ),
        ("O", "Sonstige wirtschaftliche Dienste", "Administrative and support services"),
        ("P", "Öffentliche Verwaltung", "Public administration"),
        ("Q", "Erziehung und Unterricht", "Education"),
        ("R", "Gesundheit und Soziales", "Health and social work"),
        ("S", "Kunst, Sport, Erholung", "Arts, sports and recreation"),
        ("T", "Sonstige Dienste, auch Vereine und Verbände", "Other services, also associations"),
        ("U", "Private Haushalte", "Private households"),
        ("V", "Organisationen außerhalb der Staaten", "Extraterritorial organisations"),
    ]
]
