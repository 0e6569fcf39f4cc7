"""The kernel of a report's notebook, ended by asking it to end."""

from __future__ import annotations

from jupyter_client.manager import AsyncKernelManager


class OrderlyKernelManager(AsyncKernelManager):
    """Asks a kernel to shut down without interrupting it first.

    jupyter_client sends the kernel an interrupt before its request to shut down. A kernel that has run its last cell
    has nothing to interrupt: the signal then hits the kernel's own loop, which reports it as an error.
    """

    async def _async_interrupt_kernel(self) -> None:
        if not self.shutting_down:
            await super()._async_interrupt_kernel()
