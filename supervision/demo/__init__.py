"""A year of supervision of the demo county."""

from supervision.demo.building import build_supervision

__all__ = ["build_supervision"]
