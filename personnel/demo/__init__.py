"""Demo data of personnel: oaths of a year, duty reports, one review."""

from __future__ import annotations

from datetime import date

from congress.models import Congress
from personnel.demo.after import build_reports, build_review
from personnel.demo.oaths import appoint, swear_appointed, swear_elected


def build_oaths(county: Congress, as_of: date) -> None:
    """Oaths owed by the elections and appointments of the year, most of them sworn; what was asked afterwards."""
    swear_elected(county)
    appointed = appoint(county, as_of)
    swear_appointed(county, as_of, appointed)
    in_office = [duty for group in appointed for duty in group]
    if in_office:
        build_reports(county, as_of, in_office[:6])
        build_review(county, as_of, in_office[0])
