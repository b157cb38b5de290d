"""How is the clinic put together and served?"""

import os

# The matrices of a belief are small: threads cost more than they save, above all where requests share the processors.
# Read when NumPy is loaded, and this package comes before any that loads it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
