"""Papers as they are printed on A4, said as data; how they are set and drawn is the window's."""
