"""The past recorded as the past: recorded dates stand, gaps are marked as gaps, nothing is sent.

No notice, no reminder, nothing on anybody's desk, unless the clerk asked that what is open this year
goes on (then the answer's or the evaluation's date runs). See docs/decisions/0012.
"""

from deputies.services.history.making import Maker, at_ten
from deputies.services.history.past import Past
from deputies.services.history.recording import record
from deputies.services.history.rewriting import rewrite

__all__ = ["Maker", "Past", "at_ten", "record", "rewrite"]
