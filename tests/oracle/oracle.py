"""The results of a campaign (CONTRACT §8) from the rows of its workbook, by CONTRACT's words alone."""

from fractions import Fraction

from tests.oracle import cells, classes, collation
from tests.oracle.credit import Entry, leaves_of, totals

DEFAULTS = {
    "supplement_rate": "0.7",
    "supplement_scope": "score",
    "index_mode": "percent",
    "index_digits": "2",
    "index_cap": "100",
    "overall_mean": "blocs",
    "classify_on": "rounded",
    "rank_on": "rounded",
    "class_scale": "Tốt:85;Khá:75;Trung bình:60;Yếu:0",
}


def half_up(value, digits):
    """The nearest multiple of 10^-digits, halves away from zero."""
    scaled = abs(value) * 10**digits
    nearest = Fraction(int(scaled + Fraction(1, 2)), 10**digits)
    return -nearest if value < 0 else nearest


def fixed(value, digits):
    if value is None:
        return None
    whole = str(abs(int(half_up(value, digits) * 10**digits))).rjust(digits + 1, "0")
    sign = "-" if half_up(value, digits) < 0 else ""
    return f"{sign}{whole[:-digits]}.{whole[-digits:]}" if digits else f"{sign}{whole}"


def signed(value, digits):
    if value is None:
        return None
    text = fixed(value, digits)
    return f"+{text}" if half_up(value, digits) > 0 else text


def points_text(value):
    whole, _, tail = fixed(value, 6).partition(".")
    return f"{whole}.{tail.rstrip('0').ljust(2, '0')}"


def mean(values):
    return sum(values, Fraction(0)) / len(values) if values else None


class Campaign:
    """The sheets with their references resolved."""

    def __init__(self, sheets):
        self.sheets = sheets
        self.settings = DEFAULTS | {
            cells.text(row["key"]): row["value"] for row in sheets["campaign"] if row["value"] not in (None, "")
        }
        self.digits = int(cells.number(self.settings["index_digits"]))
        cap = self.settings["index_cap"]
        self.cap = None if cap == "none" else cells.number(cap)
        parts = (part.rpartition(":") for part in cells.text(self.settings["class_scale"]).split(";"))
        self.scale = [(cells.text(name), cells.number(bound)) for name, _, bound in parts]
        self.year = int(cells.number(self.settings["year"]))
        self.criteria = {}
        for row in sheets["criteria"]:
            self.criteria.setdefault(cells.text(row["annex"]), []).append(row)

    def rows(self, sheet, **keys):
        return [
            row
            for row in self.sheets.get(sheet, ())
            if all(cells.text(row.get(name)) == wanted for name, wanted in keys.items())
        ]

    def blocs(self):
        """[(code, name)] in the order of the results."""
        if "blocs" not in self.sheets:
            return [(code, code) for code in dict.fromkeys(cells.text(a["bloc"]) for a in self.sheets["agencies"])]
        listed = [
            (cells.number(row.get("order")), cells.text(row["code"]), cells.text(row["name"]))
            for row in self.sheets["blocs"]
        ]
        first = sorted((row for row in listed if row[0] is not None), key=lambda row: row[0])
        return [row[1:] for row in first] + [row[1:] for row in listed if row[0] is None]


def agency_facts(campaign, row):
    """An agency with its totals, raw and rounded index; `figure` is what classes rest on."""
    code, annex = cells.text(row["code"]), cells.text(row["annex"])
    indicators = {
        cells.text(item["indicator"]): cells.number(item["value"]) for item in campaign.rows("indicators", agency=code)
    }
    tree = campaign.criteria[annex]
    entries = {}
    for name, leaf in leaves_of(tree).items():
        survey = next(iter(campaign.rows("survey", agency=code, criterion=name)), {}).get("points")
        score = next(iter(campaign.rows("scores", agency=code, criterion=name)), {})
        entries[name] = Entry(leaf, score, cells.number(survey), indicators)
    rate = cells.number(campaign.settings["supplement_rate"])
    measures = totals(tree, entries, rate, campaign.settings["supplement_scope"])
    raw, index = indices(campaign, measures)
    deadline = row.get("deadline") or campaign.settings.get("self_deadline")
    return {
        "code": code,
        "name": cells.text(row["name"]),
        "bloc": cells.text(row["bloc"]),
        "annex": annex,
        "level": cells.text(row.get("level")),
        "parent": cells.text(row.get("parent")),
        "measures": measures,
        "raw": raw,
        "index": index,
        "figure": raw if campaign.settings["classify_on"] == "raw" else index,
        "indicators": indicators,
        "submitted_at": cells.moment(row.get("submitted_at")),
        "deadline": cells.moment(deadline, is_deadline=True),
        "missing": [name for name, entry in entries.items() if entry.is_missing],
    }


def indices(campaign, measures):
    """(raw after the cap, rounded); None twice where Z = 0."""
    standard, appraised = measures["standard_points"], measures["appraised_points"]
    if standard == 0:
        return None, None
    raw = 100 * appraised / standard if campaign.settings["index_mode"] == "percent" else appraised
    raw = raw if campaign.cap is None else min(raw, campaign.cap)
    return raw, half_up(raw, campaign.digits)


def published(campaign, code, year):
    row = next((r for r in campaign.rows("history", agency=code) if cells.number(r["year"]) == year), {})
    return cells.number(row.get("index")), cells.text(row.get("class"))


def agency_line(campaign, agency, final, overall, inside):
    code, digits = agency["code"], campaign.digits
    before, before_class = published(campaign, code, campaign.year - 1)
    earlier, _ = published(campaign, code, campaign.year - 2)
    index = agency["index"]
    threshold, name, records = final
    return {
        **{key: agency[key] for key in ("code", "name", "bloc", "annex", "level", "parent")},
        **{key: points_text(value) for key, value in agency["measures"].items()},
        "index": fixed(index, digits),
        "rank": overall[code],
        "rank_in_bloc": inside[code],
        "class_by_threshold": threshold,
        "class": name,
        "modifiers": records,
        "previous_index": fixed(before, digits),
        "previous_class": before_class,
        "change": None if index is None or before is None else signed(index - before, digits),
        "trend": classes.trend(earlier, before, index),
    }


def all_ranks(campaign, agencies):
    """(overall, inside the bloc)."""
    basis = "raw" if campaign.settings["rank_on"] == "raw" else "index"
    overall = classes.ranks({code: agency[basis] for code, agency in agencies.items()})
    inside = {}
    for bloc, _ in campaign.blocs():
        members = {code: agency[basis] for code, agency in agencies.items() if agency["bloc"] == bloc}
        inside.update(classes.ranks(members))
    return overall, inside


def summary(campaign, members, final):
    names = [name for name, _ in campaign.scale]
    finals = [final[member["code"]][1] for member in members]
    return {"agencies": len(members), "classes": {name: finals.count(name) for name in names}}


def results(sheets):
    """§8 without `run`, `engine_version`, `input_digest`, `computed_at` and `policy`."""
    campaign = Campaign(sheets)
    agencies = {cells.text(row["code"]): agency_facts(campaign, row) for row in sheets["agencies"]}
    modifiers = sorted(sheets.get("modifiers", ()), key=lambda row: cells.number(row["order"]))
    rules = [cells.structure(row["rule"]) for row in modifiers]
    classified = classes.Classes(agencies, campaign.scale, rules)
    final = {code: classified.of(code) for code in agencies}
    overall, inside = all_ranks(campaign, agencies)
    blocs, exact = [], []
    lines, missing = [], []
    for bloc, name in campaign.blocs():
        members = [agency for agency in agencies.values() if agency["bloc"] == bloc]
        given = mean([agency["index"] for agency in members if agency["index"] is not None])
        exact += [] if given is None else [given]
        counted = summary(campaign, members, final)
        blocs.append({"code": bloc, "name": name, "mean_index": fixed(given, campaign.digits), **counted})
        for agency in sorted(members, key=lambda member: place(member, inside)):
            code = agency["code"]
            lines.append(agency_line(campaign, agency, final[code], overall, inside))
            missing += [{"agency": code, "criterion": leaf} for leaf in sorted(agency["missing"])]
    if campaign.settings["overall_mean"] == "agencies":
        exact = [agency["index"] for agency in agencies.values() if agency["index"] is not None]
    whole = {"mean_index": fixed(mean(exact), campaign.digits), **summary(campaign, agencies.values(), final)}
    return {
        "campaign": cells.text(campaign.settings["code"]),
        "name": cells.text(campaign.settings["name"]),
        "year": campaign.year,
        "authority": cells.text(campaign.settings["authority"]),
        "agencies": lines,
        "blocs": blocs,
        "overall": whole,
        "missing": missing,
    }


def place(agency, inside):
    rank = inside[agency["code"]]
    return (rank is None, rank or 0, collation.key(agency["name"]), agency["code"])
