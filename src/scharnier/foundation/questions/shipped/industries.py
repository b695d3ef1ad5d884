"""The sections of NACE Rev. 2.1 (WZ 2025) in everyday words, to choose from or to write past.

Their letters shifted from J on against the edition before, so an answer bears letter and words;
``Organisation.nace_version`` says which edition a code is of.
"""

import re

from i18nfield.strings import LazyI18nString

from scharnier.foundation.questions.shipped.wording import words

KEY = "nace_code"  # of the question

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

CODE = re.compile(r"[A-Va-v]?\s?(\d{2})(\.\d{1,2}(\.\d)?)?")  # C25, C25.11, 25.1
DIVISIONS = {
    division: LazyI18nString(words(de, en))
    for division, de, en in [
        ("01", "Landwirtschaft und Jagd", "Agriculture and hunting"),
        ("02", "Forstwirtschaft", "Forestry"),
        ("03", "Fischerei und Aquakultur", "Fishing and aquaculture"),
        ("05", "Kohlenbergbau", "Coal mining"),
        ("06", "Gewinnung von Erdöl und Erdgas", "Oil and gas extraction"),
        ("07", "Erzbergbau", "Mining of metal ores"),
        ("08", "Gewinnung von Steinen und Erden", "Quarrying"),
        ("09", "Dienste für den Bergbau", "Services for mining"),
        ("10", "Herstellung von Lebensmitteln", "Manufacture of food"),
        ("11", "Herstellung von Getränken", "Manufacture of beverages"),
        ("12", "Tabakverarbeitung", "Manufacture of tobacco products"),
        ("13", "Herstellung von Textilien", "Manufacture of textiles"),
        ("14", "Herstellung von Bekleidung", "Manufacture of clothing"),
        ("15", "Herstellung von Leder und Schuhen", "Manufacture of leather and shoes"),
        (
            "16",
            "Herstellung von Holz-, Flecht- und Korkwaren",
            "Manufacture of wood, wicker and cork products",
        ),
        ("17", "Herstellung von Papier und Pappe", "Manufacture of paper"),
        ("18", "Druck und Vervielfältigung", "Printing and reproduction"),
        ("19", "Kokerei und Mineralölverarbeitung", "Coke and refined petroleum"),
        ("20", "Herstellung von chemischen Erzeugnissen", "Manufacture of chemicals"),
        ("21", "Herstellung von Arzneimitteln", "Manufacture of pharmaceuticals"),
        (
            "22",
            "Herstellung von Gummi- und Kunststoffwaren",
            "Manufacture of rubber and plastic products",
        ),
        (
            "23",
            "Herstellung von Glas, Keramik, Steinwaren",
            "Manufacture of glass, ceramics and stone products",
        ),
        ("24", "Metallerzeugung und -bearbeitung", "Manufacture of basic metals"),
        ("25", "Herstellung von Metallerzeugnissen", "Manufacture of metal products"),
        (
            "26",
            "Herstellung von Elektronik und Optik",
            "Manufacture of electronic and optical products",
        ),
        ("27", "Herstellung von elektrischen Ausrüstungen", "Manufacture of electrical equipment"),
        ("28", "Maschinenbau", "Manufacture of machinery"),
        ("29", "Herstellung von Kraftwagen und Teilen", "Manufacture of motor vehicles"),
        ("30", "Sonstiger Fahrzeugbau", "Manufacture of other vehicles"),
        ("31", "Herstellung von Möbeln", "Manufacture of furniture"),
        ("32", "Herstellung von sonstigen Waren", "Other manufacturing"),
        ("33", "Reparatur und Installation von Maschinen", "Repair and installation of machinery"),
        ("35", "Energieversorgung", "Energy supply"),
        ("36", "Wasserversorgung", "Water supply"),
        ("37", "Abwasserentsorgung", "Sewerage"),
        ("38", "Abfallwirtschaft und Rückgewinnung", "Waste management and recovery"),
        ("39", "Beseitigung von Umweltverschmutzungen", "Remediation"),
        ("41", "Hochbau", "Construction of buildings"),
        ("42", "Tiefbau", "Civil engineering"),
        ("43", "Bauhandwerk und Ausbau", "Specialised construction"),
        ("46", "Großhandel", "Wholesale trade"),
        ("47", "Einzelhandel", "Retail trade"),
        ("49", "Landverkehr", "Land transport"),
        ("50", "Schifffahrt", "Water transport"),
        ("51", "Luftfahrt", "Air transport"),
        ("52", "Lagerei und Dienste für den Verkehr", "Warehousing and services for transport"),
        ("53", "Post, Kurier, Express", "Post and courier services"),
        ("55", "Beherbergung", "Accommodation"),
        ("56", "Gastronomie", "Food and beverage services"),
        ("58", "Verlage", "Publishing"),
        (
            "59",
            "Film, Fernsehen, Tonstudios, Musikverlage",
            "Film, television, sound recording and music",
        ),
        (
            "60",
            "Rundfunk, Nachrichten, Verbreitung von Inhalten",
            "Broadcasting, news and distribution of content",
        ),
        ("61", "Telekommunikation", "Telecommunication"),
        ("62", "Programmierung und IT-Beratung", "Programming and IT consultancy"),
        (
            "63",
            "Rechenzentren und Informationsdienste",
            "Computing infrastructure and information services",
        ),
        ("64", "Finanzdienste", "Financial services"),
        ("65", "Versicherungen", "Insurance"),
        ("66", "Dienste für Finanzen und Versicherungen", "Services for finance and insurance"),
        ("68", "Grundstücke und Wohnungen", "Real estate"),
        ("69", "Recht, Steuern, Wirtschaftsprüfung", "Law and accounting"),
        ("70", "Unternehmensführung und Beratung", "Head offices and management consultancy"),
        (
            "71",
            "Architektur, Ingenieurbüros, technische Prüfung",
            "Architecture, engineering and technical testing",
        ),
        ("72", "Forschung und Entwicklung", "Research and development"),
        (
            "73",
            "Werbung, Marktforschung, Öffentlichkeitsarbeit",
            "Advertising, market research and public relations",
        ),
        (
            "74",
            "Sonstige freiberufliche und technische Dienste, auch Design und Fotografie",
            "Other professional services, also design and photography",
        ),
        ("75", "Veterinärwesen", "Veterinary services"),
        ("77", "Vermietung von beweglichen Sachen", "Rental and leasing"),
        ("78", "Vermittlung und Überlassung von Arbeitskräften", "Employment services"),
        ("79", "Reisebüros und Reiseveranstalter", "Travel agencies and tour operators"),
        ("80", "Sicherheitsdienste", "Security services"),
        (
            "81",
            "Gebäudebetreuung, Garten- und Landschaftsbau",
            "Services to buildings and landscape",
        ),
        (
            "82",
            "Dienste für Unternehmen, Messen, Kongresse",
            "Office services, fairs and congresses",
        ),
        ("84", "Öffentliche Verwaltung", "Public administration"),
        ("85", "Erziehung und Unterricht", "Education"),
        ("86", "Gesundheitswesen", "Health care"),
        ("87", "Heime", "Residential care"),
        ("88", "Sozialwesen ohne Heime", "Social work"),
        ("90", "Künste", "Arts"),
        ("91", "Bibliotheken, Archive, Museen", "Libraries, archives and museums"),
        ("92", "Spiel-, Wett- und Lotteriewesen", "Gambling"),
        ("93", "Sport, Unterhaltung, Erholung", "Sports, amusement and recreation"),
        ("94", "Vereine und Verbände", "Membership organisations"),
        (
            "95",
            "Reparatur von Fahrzeugen, Geräten und Gebrauchsgütern",
            "Repair of vehicles, computers and household goods",
        ),
        ("96", "Persönliche Dienste", "Personal services"),
        ("97", "Private Haushalte mit Personal", "Households as employers"),
        ("98", "Eigenbedarf privater Haushalte", "Production of households for own use"),
        ("99", "Organisationen außerhalb der Staaten", "Extraterritorial organisations"),
    ]
}


def in_words(answer: str) -> str:
    """A bare code with the words of its division; whatever else was written stays as it is."""
    code = CODE.fullmatch(answer.strip())
    division = DIVISIONS.get(code[1]) if code else None
    return f"{division} ({answer.strip()})" if division else answer
