"""The type of the processor: it decides what is compiled, and how some libraries round."""

from __future__ import annotations

import llvmlite.binding


def processor_type() -> str:
    """Return the name that LLVM has for this processor, such as ``znver3`` or ``apple-m1``."""
    return llvmlite.binding.get_host_cpu_name()
