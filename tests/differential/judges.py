"""The programs that say what is in a file: OpenSSL (in this process), Java and the module (one process each), NSS's pk12util."""

import base64
import hashlib
import json
import os
import queue
import shutil
import sqlite3
import subprocess
import tempfile
import threading

import ber
import libcrypto

# A program that has not answered in so many seconds is ended and started again.
PATIENCE = 60


class Certificate:
    """A certificate by its fingerprint, and by its serial number where a program writes it anew in other octets."""

    __slots__ = ("fingerprint", "serial")

    def __init__(self, fingerprint, serial):
        self.fingerprint, self.serial = fingerprint, serial

    @staticmethod
    def of(der):
        try:
            tbs = ber.first(der)[0].children[0]
            serial = next(node for node in tbs.children if node.tag == ber.INTEGER)
            number = int.from_bytes(serial.data, "big", signed=True)
        except (ValueError, IndexError, StopIteration, TypeError):
            number = None
        return Certificate(hashlib.sha256(der).hexdigest(), number)

    def is_(self, other):
        same_serial = self.serial is not None and self.serial == other.serial
        return self.fingerprint == other.fingerprint or same_serial


def holds(certificates, certificate):
    return any(one.is_(certificate) for one in certificates)


class Question:
    """A file, and what a program needs to open it: for a key, the certificate that it may belong to."""

    def __init__(self, base, octets):
        self.kind, self.password, self.octets, self.companion = base.kind, base.password, octets, base.companion

    def line(self):
        parts = (base64.b64encode(part).decode() for part in (self.password.encode(), self.octets, self.companion))
        return " ".join((self.kind, *parts)).encode() + b"\n"


class Answer:
    """What a program says: why it refuses, or the certificates; `leaves` are those whose key it has opened."""

    def __init__(self, refusal=None, leaves=(), certificates=()):
        self.refusal, self.leaves = refusal, list(leaves)
        self.certificates = self.leaves + [one for one in certificates if one not in self.leaves]

    def __str__(self):
        if self.refusal:
            return f"refuses ({self.refusal})"
        if self.leaves:
            return "opens, with " + ", ".join(one.fingerprint[:8] for one in self.leaves)
        if self.certificates:
            return "opens, without a key: " + ", ".join(one.fingerprint[:8] for one in self.certificates)
        return "opens, empty"

    def brief(self):
        if self.refusal:
            return f"refuses: {self.refusal}"
        return "leaf and key" if self.leaves else "certificates only" if self.certificates else "empty"


class OpenSsl:
    def ask(self, question):
        password = question.password.encode()
        if question.kind == "certificate":
            der = libcrypto.read_certificate(question.octets)
            return Answer(None, [], [Certificate.of(der)]) if der else Answer("no certificate")
        if question.kind == "key":
            refusal, belongs = libcrypto.read_key(question.octets, password, question.companion)
            return Answer(refusal, [Certificate.of(question.companion)] if belongs else [])
        refusal, leaf, others, has_key = libcrypto.open_pkcs12(question.octets, password)
        leaves = [Certificate.of(leaf)] if leaf and has_key else []
        if leaf and not has_key:
            others = [leaf, *others]
        return Answer(refusal, leaves, [Certificate.of(one) for one in others])


class Process:
    """A program that answers each line by a line."""

    def __init__(self, command):
        self.command = command
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.lines = queue.Queue()
        threading.Thread(target=self._read, args=(self.process, self.lines), daemon=True).start()

    @staticmethod
    def _read(process, lines):
        for line in process.stdout:
            lines.put(line.decode())
        lines.put(None)

    def ask_all(self, questions):
        """One answer for each question; None where there was none."""
        answers = []
        while len(answers) < len(questions):
            rest = questions[len(answers) :]
            threading.Thread(target=self._write, args=(self.process, rest), daemon=True).start()
            for _ in rest:
                try:
                    line = self.lines.get(timeout=PATIENCE)
                except queue.Empty:
                    line = None
                answers.append(line)
                if line is None:
                    self.stop()
                    self.start()
                    break
        return answers

    @staticmethod
    def _write(process, questions):
        try:
            for question in questions:
                process.stdin.write(question.line())
            process.stdin.flush()
        except OSError:
            # It ended; whoever reads its answers sees that.
            pass

    def stop(self):
        self.process.kill()
        self.process.wait()


class Java(Process):
    def __init__(self, source):
        super().__init__(["java", "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", source])

    def ask(self, questions):
        return [self._answer(line) for line in self.ask_all(questions)]

    @staticmethod
    def _answer(line):
        if line is None:
            return Answer("no answer")
        word, *rest = line.rstrip("\n").split(" ")
        if word == "refused":
            return Answer(" ".join(rest))
        entries = {"key": [], "certificate": []}
        for kind, fingerprint, serial in zip(rest[0::3], rest[1::3], rest[2::3]):
            entries[kind].append(Certificate(fingerprint, int(serial, 16)))
        return Answer(None, entries["key"], entries["certificate"])


class Module(Process):
    """Ours."""

    def __init__(self, script):
        super().__init__(["node", script])

    def ask(self, questions):
        return [OurAnswer(line, question.kind) for line, question in zip(self.ask_all(questions), questions)]


class OurAnswer(Answer):
    """With the error's `message` and `algorithm`, how many certificates are `unreadable`, and whether it was no answer: `crash`."""

    def __init__(self, line, kind):
        said = {"crash": "no answer"} if line is None else json.loads(line)
        self.crash = "crash" in said
        self.message, self.algorithm = said.get("message", ""), said.get("algorithm") or said.get("oid")
        self.unreadable = said.get("unreadable", 0)
        if "certificates" not in said:
            super().__init__(said.get("code") or f"crash: {said['crash']}")
            return
        found = [Certificate(fingerprint, int(serial or "0", 16)) for fingerprint, serial in said["certificates"]]
        # Beside a key it is what was asked with.
        super().__init__(None, [found[place] for place in said["leaves"]], [] if kind == "key" else found)


class Nss:
    """NSS reads no key of its own; anything else it imports into an empty database, and looks there for the certificates that have a key."""

    def __init__(self):
        memory = "/dev/shm"
        self.folder = tempfile.mkdtemp(prefix="differential-nss-", dir=memory if os.path.isdir(memory) else None)
        self.empty = os.path.join(self.folder, "empty")
        os.mkdir(self.empty)
        subprocess.run(["certutil", "-N", "-d", f"sql:{self.empty}", "--empty-password"], check=True, stdin=subprocess.DEVNULL)
        self.number = 0
        self.lock = threading.Lock()

    def ask(self, question):
        with self.lock:
            self.number += 1
            folder = os.path.join(self.folder, str(self.number))
        shutil.copytree(self.empty, folder)
        try:
            return self._ask(question, folder)
        finally:
            shutil.rmtree(folder)

    def _ask(self, question, folder):
        source, secret = os.path.join(folder, "file"), os.path.join(folder, "password")
        with open(source, "wb") as file:
            file.write(question.octets)
        with open(secret, "wb") as file:
            file.write(question.password.encode() + b"\n")
        database = ["-d", f"sql:{folder}", "-i", source]
        if question.kind == "certificate":
            command = ["certutil", "-A", "-n", "it", "-t", ",,", *database]
        else:
            command = ["pk12util", *database, "-w", secret]
        try:
            done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            return Answer("no answer")
        if done.returncode != 0:
            text = (done.stderr + done.stdout).decode(errors="replace").strip().splitlines()
            reasons = [line for line in text if "SEC_ERROR" in line]
            return Answer((reasons or text or ["refused"])[-1].removeprefix("pk12util: ").removeprefix("certutil: "))
        certificates = _rows(folder, "cert9.db", "nssPublic", 1, "a11, a102")
        keys = {identifier for (identifier,) in _rows(folder, "key4.db", "nssPrivate", 3, "a102")}
        found = [(Certificate.of(der), identifier in keys) for der, identifier in certificates]
        return Answer(None, [one for one, key in found if key], [one for one, key in found if not key])

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def _rows(folder, file, table, kind, columns):
    """Objects of one class (CKA_CLASS is a0) in a database of NSS: a11 is CKA_VALUE, a102 is CKA_ID."""
    connection = sqlite3.connect(f"file:{os.path.join(folder, file)}?mode=ro", uri=True)
    try:
        return connection.execute(f"SELECT {columns} FROM {table} WHERE a0 = ?", (kind.to_bytes(4, "big"),)).fetchall()
    finally:
        connection.close()
