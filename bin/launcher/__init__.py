"""Prepares a machine, then runs the system (``bin/serve``) or its checks (``bin/test``).

Standard library only: it must work before anything is installed.
"""
