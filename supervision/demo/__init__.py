"""A year of supervision of the demo county: plans and topics, activities, opinions in every state."""

from supervision.demo.building import build_supervision
from supervision.demo.opinions import build_opinions

__all__ = ["build_opinions", "build_supervision"]
