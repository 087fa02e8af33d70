"""An executor whose every task has a fresh process, forked from a server that has imported everything already.

A task that dies, hangs or is killed is one task's fault: its own future says so, and no other notices. That is what
``ProcessPoolExecutor`` cannot do: there a killed worker breaks the pool for all.
"""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import send_handle
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

__all__ = ["ForkPool", "Lost", "Silent", "available"]

P = ParamSpec("P")
R = TypeVar("R")


class Lost(Exception):
    """A task's process ended without an answer.

    Parameters
    ----------
    code
        Its exit code; below zero the signal that killed it; None where the server itself ended.
    note
        What it last said that it begins.
    """

    def __init__(self, code: int | None, note: str) -> None:
        super().__init__(code, note)
        self.code, self.note = code, note


class Silent(Lost):
    """A task said nothing for too long, and was killed."""


def available() -> bool:
    """Say whether this system can: Linux."""
    return sys.platform.startswith("linux")


@dataclass(eq=False)
class _Task:
    number: int
    call: tuple[object, ...]
    future: Future[Any]
    connection: Connection | None = None
    heard: float | None = None
    note: str = ""
    silent: bool = False
    gone: bool = False


class ForkPool(Executor):
    """Run tasks, each in a process of its own, at most so many at once.

    Parameters
    ----------
    workers
        How many processes run at once.
    preload
        Modules that the server imports before it forks.
    said
        The file that takes what the processes write to standard output and error.
    silence
        After how many seconds without a beat a task is killed; never where None.
    environment
        Variables that the server starts with, beside those of this process.
    """

    def __init__(
        self,
        workers: int,
        *,
        preload: Sequence[str] = (),
        said: Path | None = None,
        silence: float | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._workers, self._silence = workers, silence
        self._waiting: deque[_Task] = deque()
        self._running: dict[int, _Task] = {}
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._closed = self._dead = self._ready = False
        self._woken, self._wake = os.pipe()
        ours, theirs = socket.socketpair()
        with theirs, open(said or os.devnull, "ab") as file:  # noqa: PTH123 - the device is no path of ours
            self._server = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "qmf.report.forkserver", str(theirs.fileno()), *preload],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is for the run, which then ends the server
                env={**os.environ, **(environment or {})},
            )
        self._control = Connection(ours.detach())
        self._thread = threading.Thread(target=self._manage, name="qmf-forkpool", daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Run ``fn(*args, **kwargs)`` in a process of its own; all of it must pickle."""
        future: Future[R] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is shut down")
            self._waiting.append(_Task(next(self._numbers), (fn, args, kwargs), future))
        os.write(self._wake, b".")
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the server when all is done; at once, and all that runs with it, where ``cancel_futures`` is true."""
        with self._lock:
            if self._closed and not self._thread.is_alive():
                return
            self._closed = True
            self._dead = self._dead or cancel_futures
        with suppress(OSError):
            os.write(self._wake, b".")
        if wait or cancel_futures:
            self._thread.join()

    def _manage(self) -> None:
        try:
            while not self._dead and not (self._closed and not self._waiting and not self._running):
                self._start()
                self._listen()
                self._stop_the_silent()
        finally:
            with self._lock:
                self._closed = True
            self._control.close()  # the server takes it for the sign to end everything
            if not self._ready:
                self._server.kill()  # it still imports: it has started nothing, and would not hear
            try:
                self._server.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
            for task in [*self._running.values(), *self._waiting]:
                if not task.future.cancel():
                    task.future.set_exception(Lost(None, task.note))
            for number in (self._woken, self._wake):
                os.close(number)

    def _start(self) -> None:
        while self._waiting and len(self._running) < self._workers:
            task = self._waiting.popleft()
            if not task.future.set_running_or_notify_cancel():
                continue
            ours, theirs = socket.socketpair()
            task.connection = Connection(ours.detach())
            self._running[task.number] = task
            with theirs:
                try:
                    self._control.send(("run", task.number))
                    send_handle(self._control, theirs.fileno(), self._server.pid)
                    task.connection.send(task.call)
                except OSError:
                    self._dead = True
                except Exception as fault:  # it does not pickle: the caller's fault, and nobody else's
                    self._finish(task, fault)

    def _listen(self) -> None:
        tasks = {
            task.connection: task for task in self._running.values() if task.connection and not task.gone
        }
        for ready in wait([self._woken, self._control, *tasks], self._patience()):
            if ready == self._woken:
                os.read(self._woken, 4096)
            elif ready is self._control:
                self._ended()
            elif isinstance(ready, Connection):
                self._hear(tasks[ready])

    def _patience(self) -> float | None:
        heard = [task.heard for task in self._running.values() if task.heard is not None]
        if self._silence is None or not heard:
            return None
        return max(0.0, min(heard) + self._silence - time.monotonic())

    def _hear(self, task: _Task) -> None:
        try:
            what, value = task.connection.recv()  # type: ignore[union-attr]
        except (EOFError, OSError):
            task.gone = True  # the server will say how it ended
            return
        except Exception as fault:  # what it answered cannot be read here
            self._finish(task, fault)
            return
        if what == "beat":
            task.note, patient = value
            task.heard = None if patient or task.silent else time.monotonic()
        elif what == "done":
            self._finish(task, None, value)
        else:
            self._finish(task, value)

    def _ended(self) -> None:
        """Hear which task's process ended; where it had answered, that is no news."""
        try:
            number, code = self._control.recv()
        except (EOFError, OSError):
            self._dead = True
            return
        self._ready = self._ready or number == "ready"
        task = self._running.get(number)
        if task is None:
            return
        while not task.gone and task.connection is not None and number in self._running:
            if not task.connection.poll():
                break
            self._hear(task)
        if number in self._running:
            self._finish(task, (Silent if task.silent else Lost)(code, task.note))

    def _stop_the_silent(self) -> None:
        if self._silence is None:
            return
        for task in self._running.values():
            if task.heard is not None and time.monotonic() - task.heard >= self._silence:
                task.silent, task.heard = True, None
                with suppress(OSError):
                    self._control.send(("kill", task.number))

    def _finish(self, task: _Task, fault: BaseException | None, value: object = None) -> None:
        self._running.pop(task.number, None)
        if task.connection is not None:
            task.connection.close()
        if fault is None:
            task.future.set_result(value)
        else:
            task.future.set_exception(fault)
