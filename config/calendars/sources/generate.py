"""Writes the calendars of public holidays of the EU, the EEA and Switzerland: one JSON file a country, in the shape of
GOV.UK's bank-holidays.json (`division`, `events` with `title`, `date`, `notes`, and our `status`).

    python3 -m venv env && env/bin/pip install holidays==0.109 && env/bin/python config/calendars/sources/generate.py

Source: https://github.com/vacanza/holidays (MIT), the version below. A region holds only the days in which it differs from
its country: `extends` names the country, `events` adds days, `working` takes days away. Days on a Saturday or Sunday are
kept, so that an explanation can name them. The weekday dates of the United Kingdom, whose list is GOV.UK's own, are
compared and a difference is printed.
"""

import datetime
import json
import pathlib

import holidays

VERSION = "0.109"
YEARS = range(2024, 2031)
# The last year in which the law in force when the source was released is taken as settled; later years follow from its rules.
OFFICIAL_UNTIL = 2027
HERE = pathlib.Path(__file__).resolve().parent.parent

EU = {
    "AT": ("Austria", "Europe/Vienna"), "BE": ("Belgium", "Europe/Brussels"), "BG": ("Bulgaria", "Europe/Sofia"),
    "HR": ("Croatia", "Europe/Zagreb"), "CY": ("Cyprus", "Asia/Nicosia"), "CZ": ("Czechia", "Europe/Prague"),
    "DK": ("Denmark", "Europe/Copenhagen"), "EE": ("Estonia", "Europe/Tallinn"), "FI": ("Finland", "Europe/Helsinki"),
    "FR": ("France", "Europe/Paris"), "DE": ("Germany", "Europe/Berlin"), "GR": ("Greece", "Europe/Athens"),
    "HU": ("Hungary", "Europe/Budapest"), "IE": ("Ireland", "Europe/Dublin"), "IT": ("Italy", "Europe/Rome"),
    "LV": ("Latvia", "Europe/Riga"), "LT": ("Lithuania", "Europe/Vilnius"), "LU": ("Luxembourg", "Europe/Luxembourg"),
    "MT": ("Malta", "Europe/Malta"), "NL": ("the Netherlands", "Europe/Amsterdam"), "PL": ("Poland", "Europe/Warsaw"),
    "PT": ("Portugal", "Europe/Lisbon"), "RO": ("Romania", "Europe/Bucharest"), "SK": ("Slovakia", "Europe/Bratislava"),
    "SI": ("Slovenia", "Europe/Ljubljana"), "ES": ("Spain", "Europe/Madrid"), "SE": ("Sweden", "Europe/Stockholm"),
}
EEA = {"IS": ("Iceland", "Atlantic/Reykjavik"), "LI": ("Liechtenstein", "Europe/Vaduz"), "NO": ("Norway", "Europe/Oslo")}
SWITZERLAND = {"CH": ("Switzerland", "Europe/Zurich")}
ZONES = {
    "ES-CN": "Atlantic/Canary", "PT-20": "Atlantic/Azores", "PT-30": "Atlantic/Madeira",
    "FR-971": "America/Guadeloupe", "FR-972": "America/Martinique", "FR-973": "America/Cayenne",
    "FR-974": "Indian/Reunion", "FR-976": "Indian/Mayotte", "FR-MF": "America/Marigot",
}
# Parts of France that are outside the Union.
OUTSIDE = {"FR-BL", "FR-NC", "FR-PF", "FR-PM", "FR-TF", "FR-WF"}


def days(country, region=None):
    kind = getattr(holidays, country)
    options = {"include_sundays": False} if country == "SE" else {}
    listed = kind(years=YEARS, subdiv=region, language="en_US", **options)
    return {date: title for date, title in sorted(listed.items()) if date.year in YEARS}


def event(date, title):
    status = "official" if date.year <= OFFICIAL_UNTIL else "projected"
    return {"title": title, "date": date.isoformat(), "notes": "", "status": status}


def regions(country):
    kind = getattr(holidays, country)
    names = {}
    for alias, code in kind.subdivisions_aliases.items():
        if not alias.isupper():
            names.setdefault(code, alias)
    for region in kind.subdivisions:
        code = f"{country}-{region}"
        if len(region) <= 3 and code not in OUTSIDE and country not in ("BE", "NL"):
            yield region, code, names.get(region, code)


def write(country, name, zone, group):
    nation = days(country)
    sheet = {
        "_meta": {"source": f"PyPI holidays {VERSION} (github.com/vacanza/holidays, MIT)", "group": group},
        country: {"division": country, "name": name, "zone": zone, "events": [event(*day) for day in nation.items()]},
    }
    for region, code, called in regions(country):
        own = days(country, region)
        added = [event(date, title) for date, title in own.items() if date not in nation]
        working = [date.isoformat() for date in nation if date not in own]
        place = {"division": code, "name": f"{called} ({name})", "zone": ZONES.get(code, zone)}
        sheet[code] = {**place, "extends": country, "events": added}
        if working:
            sheet[code]["working"] = working
    (HERE / f"{country.lower()}.json").write_text(compact(sheet), encoding="utf-8")


def compact(sheet):
    """JSON with one event a line, so that a change reads as a change."""
    lines = ["{"]
    for index, (code, part) in enumerate(sheet.items()):
        comma = "," if index + 1 < len(sheet) else ""
        events = part.get("events")
        head = json.dumps({key: value for key, value in part.items() if key != "events"}, ensure_ascii=False)
        if events is None:
            lines.append(f" {json.dumps(code)}: {head}{comma}")
            continue
        lines.append(f" {json.dumps(code)}: {head[:-1]}, \"events\": [")
        lines.extend("  " + json.dumps(day, ensure_ascii=False) + ("," if at + 1 < len(events) else "") for at, day in enumerate(events))
        lines.append(f" ]}}{comma}")
    return "\n".join([*lines, "}"]) + "\n"


def compare_the_united_kingdom():
    listed = json.loads((HERE / "uk-bank-holidays.json").read_text(encoding="utf-8"))
    for region, division in (("ENG", "england-and-wales"), ("SCT", "scotland"), ("NIR", "northern-ireland")):
        ours = {event["date"] for event in listed[division]["events"]}
        theirs = {date.isoformat() for date in holidays.UK(years=YEARS, subdiv=region)}
        weekday = lambda text: datetime.date.fromisoformat(text).weekday() < 5
        differing = sorted(date for date in ours ^ theirs if weekday(date))
        print(f"{division}: {'agrees' if not differing else differing}")


assert holidays.__version__ == VERSION, f"wanted holidays {VERSION}"
for group, countries in (("eu", EU), ("eea", EEA), ("ch", SWITZERLAND)):
    for country, (name, zone) in countries.items():
        write(country, name, zone, group)
compare_the_united_kingdom()
