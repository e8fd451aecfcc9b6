"""Several at once: threads, and processes of their own, let go at the same instant."""

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence


def together(work: Callable[[], object], times: int) -> list[object]:
    """What each of them returned, or the error that it raised."""
    start, outcomes = threading.Barrier(times), []

    def one() -> None:
        start.wait()
        try:
            outcomes.append(work())
        except Exception as error:
            outcomes.append(error)

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def in_processes(program: str, times: int, *words: str, codes: Sequence[int] = ()) -> list[str]:
    """What each of them wrote. The program says « ready », then waits for a line to be let go."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(times)
    ]
    for one in running:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in running:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.communicate(timeout=60)[0] for one in running]
    assert [one.returncode for one in running] == list(codes or [0] * times)
    return said
