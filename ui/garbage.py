"""Python's garbage is collected on the window's thread alone.

Python collects on whichever thread happens to fill up its youngest generation. A widget that lies
in a ring of references would be destroyed there, while Qt lets only its own thread do so: a timer
that cannot be stopped at best, a fault of the interpreter at worst.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 500
"""Milliseconds between two looks at whether Python would have collected."""


class Collector(QObject):
    """Stops Python's own collecting for as long as the program runs, and does it here instead."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(collect_due)
        self._timer.start()


def collect_due() -> int | None:
    """Collects the oldest generation that has passed its threshold, and says which it was."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if 0 < thresholds[generation] < counts[generation]:
            gc.collect(generation)
            return generation
    return None
