"""A process that has imported everything once, and forks a fresh one for every task it is sent.

Started by :class:`qmf.report.forkpool.ForkPool` as ``python -m qmf.report.forkserver``, it has one thread, and ends
with the run that started it, whatever became of that run; so does all that its children ever started. Linux only.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import importlib
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import recv_handle
from typing import NoReturn

import psutil

__all__ = ["beat", "serve"]

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
_to_pool: list[Connection] = []


def beat(note: str, *, patient: bool = False) -> None:
    """Tell the pool that this task is still alive, and what it begins; elsewhere than in a task, nothing happens.

    Parameters
    ----------
    note
        What begins.
    patient
        Whether the pool shall wait as long as it takes, until the next beat: somebody else watches the time.
    """
    for connection in _to_pool:
        connection.send(("beat", (note, patient)))


def serve(control: Connection) -> None:
    """Fork a process for every task, until the other side closes the connection.

    Parameters
    ----------
    control
        Where ``("run", number)`` comes from, a handle of the task's own connection after it, and ``("kill", number)``;
        and where ``("ready", 0)`` goes to first, then ``(number, exit code)`` when a task's process ends.
    """
    server = os.getpid()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # what loses its parent becomes our child
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    running: dict[int, int] = {}
    gc.collect()
    gc.freeze()  # so that a child's collector does not write to, and so copy, what all share
    try:
        control.send(("ready", 0))
    except OSError:
        return  # the run ended before this was ready
    while True:
        for ready in wait([control, woken]):
            if ready == woken:
                os.read(woken, 4096)
                continue
            try:
                what, number = control.recv()
            except (EOFError, OSError):
                _end_all()
                return
            if what == "run":
                handle = recv_handle(control)
                pid = os.fork()
                if pid == 0:
                    os.close(woken)
                    control.close()
                    _task(handle, server)
                os.close(handle)
                running[pid] = number
            else:
                for pid in [pid for pid, of in running.items() if of == number]:
                    os.kill(pid, signal.SIGKILL)
        _reap(control, running)


def _task(handle: int, server: int) -> NoReturn:
    """Be a task's process: run what is sent, answer, end."""
    code = 1
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != server:
            os._exit(code)  # it died before that was said
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        connection = Connection(handle)
        function, words, named = connection.recv()
        _to_pool.append(connection)
        beat("")
        connection.send(_answer(function, words, named))
        code = 0
    finally:
        os._exit(code)


def _answer(function: Callable[..., object], words: tuple[object, ...], named: dict[str, object]) -> object:
    this = os.getpid()
    try:
        value = function(*words, **named)
        atexit._run_exitfuncs()  # what the task left to be done at its end
        return "done", value
    except BaseException as fault:
        return "failed", fault
    finally:
        if os.getpid() != this:
            os._exit(0)  # a fork of the task's own that returned where it should have ended


def _reap(control: Connection, running: dict[int, int]) -> None:
    """Say which tasks' processes ended, and stop what they left behind."""
    ended: list[tuple[int, int]] = []
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if pid == 0:
            break
        if pid in running:
            ended.append((running.pop(pid), os.waitstatus_to_exitcode(status)))
    if not ended:
        return
    for stray in (child for child in psutil.Process().children() if child.pid not in running):
        _kill([stray, *stray.children(recursive=True)])
    for one in ended:
        control.send(one)


def _end_all() -> None:
    """Stop every process that was ever started from here: orphans are ours by now."""
    while processes := psutil.Process().children(recursive=True):
        _kill(processes)


def _kill(processes: list[psutil.Process]) -> None:
    for process in processes:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(processes, timeout=1)


def main() -> None:
    """Import what is named on the command line, then serve on the connection whose number comes first."""
    control = Connection(int(sys.argv[1]))
    for name in sys.argv[2:]:
        importlib.import_module(name)
    serve(control)


if __name__ == "__main__":
    # the functions that tasks name find this module under its own name, not as __main__
    from qmf.report.forkserver import main as main_by_name

    main_by_name()
