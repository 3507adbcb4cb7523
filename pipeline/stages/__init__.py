"""One plain function per file, in the order of run.py."""
