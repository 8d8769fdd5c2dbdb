"""A year of supervision of the demo county: topics, activities, opinions, normative documents, the audit's list."""

from supervision.demo.audits import build_audits
from supervision.demo.building import build_supervision
from supervision.demo.normative import build_normative
from supervision.demo.opinions import build_opinions

__all__ = ["build_audits", "build_normative", "build_opinions", "build_supervision"]
