"""Runs `openssl pkcs12 -export -twopass`, which asks for its two passwords at a terminal: Mac-42 and Enc-42.

Usage: twopass.py OUT.p12 SOURCE.pem
"""

import os
import pty
import sys

out, source = sys.argv[1:3]
child, terminal = pty.fork()
if child == 0:
    os.execvp("openssl", ["openssl", "pkcs12", "-export", "-twopass", "-in", source, "-out", out])
heard = b""
while True:
    try:
        octets = os.read(terminal, 1024)
    except OSError:
        break
    if not octets:
        break
    heard += octets
    if heard.rstrip().endswith(b":"):
        os.write(terminal, b"Mac-42\n" if b"MAC" in heard else b"Enc-42\n")
        heard = b""
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
