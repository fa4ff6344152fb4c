"""The functions of OpenSSL's libcrypto that seal, unseal and judge, called in this process."""

import ctypes
import ctypes.util
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_ubyte, c_ulong, c_void_p

_library = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")


def _function(name, result, *arguments):
    function = getattr(_library, name)
    function.restype, function.argtypes = result, arguments
    return function


_version = _function("OpenSSL_version", c_char_p, c_int)
_load_provider = _function("OSSL_PROVIDER_load", c_void_p, c_void_p, c_char_p)
_clear_errors = _function("ERR_clear_error", None)
_last_error = _function("ERR_peek_last_error", c_ulong)
_error_reason = _function("ERR_reason_error_string", c_char_p, c_ulong)
_memory = _function("BIO_new_mem_buf", c_void_p, c_char_p, c_int)
_free_memory = _function("BIO_free", c_int, c_void_p)
_free = _function("CRYPTO_free", None, c_void_p, c_char_p, c_int)
_read_algorithm = _function("d2i_X509_ALGOR", c_void_p, c_void_p, POINTER(c_char_p), c_long)
_free_algorithm = _function("X509_ALGOR_free", None, c_void_p)
_pbe = _function(
    "PKCS12_pbe_crypt", c_void_p, c_void_p, c_char_p, c_int, c_char_p, c_int, POINTER(c_void_p), POINTER(c_int), c_int
)
_digest_named = _function("EVP_get_digestbyname", c_void_p, c_char_p)
_digest_size = _function("EVP_MD_get_size", c_int, c_void_p)
_generate_key = _function(
    "PKCS12_key_gen_utf8", c_int, c_char_p, c_int, c_char_p, c_int, c_int, c_int, c_int, c_char_p, c_void_p
)
_hmac = _function("HMAC", c_void_p, c_void_p, c_char_p, c_int, c_char_p, ctypes.c_size_t, c_char_p, POINTER(c_int))
_read_pkcs12 = _function("d2i_PKCS12_bio", c_void_p, c_void_p, c_void_p)
_free_pkcs12 = _function("PKCS12_free", None, c_void_p)
_parse_pkcs12 = _function(
    "PKCS12_parse", c_int, c_void_p, c_char_p, POINTER(c_void_p), POINTER(c_void_p), POINTER(c_void_p)
)
_mac_present = _function("PKCS12_mac_present", c_int, c_void_p)
_set_mac = _function("PKCS12_set_mac", c_int, c_void_p, c_char_p, c_int, c_char_p, c_int, c_int, c_void_p)
_free_key = _function("EVP_PKEY_free", None, c_void_p)
_free_certificate = _function("X509_free", None, c_void_p)
_write_certificate = _function("i2d_X509", c_int, c_void_p, POINTER(c_void_p))
_read_certificate = _function("d2i_X509_bio", c_void_p, c_void_p, c_void_p)
_read_key = _function("d2i_PrivateKey_bio", c_void_p, c_void_p, c_void_p)
_read_encrypted_key = _function("d2i_PKCS8PrivateKey_bio", c_void_p, c_void_p, c_void_p, c_void_p, c_char_p)
_check_key = _function("X509_check_private_key", c_int, c_void_p, c_void_p)
_stack_size = _function("OPENSSL_sk_num", c_int, c_void_p)
_stack_value = _function("OPENSSL_sk_value", c_void_p, c_void_p, c_int)
_free_stack = _function("OPENSSL_sk_pop_free", None, c_void_p, c_void_p)
_free_certificate_pointer = ctypes.cast(_library.X509_free, c_void_p)

for provider in (b"default", b"legacy"):
    if not _load_provider(None, provider):
        raise OSError(f"OpenSSL has no provider {provider.decode()}")


def version():
    return _version(0).decode()


def _reason():
    reason = _error_reason(_last_error())
    _clear_errors()
    return reason.decode() if reason else "refused"


def crypt(algorithm, password, octets, encrypt):
    """Encrypts or decrypts by an AlgorithmIdentifier of PBES1 or PBES2; None where OpenSSL cannot."""
    octets_of_algorithm = c_char_p(algorithm)
    parsed = _read_algorithm(None, byref(octets_of_algorithm), len(algorithm))
    result, length = c_void_p(), c_int()
    if not parsed:
        _clear_errors()
        return None
    done = _pbe(parsed, password, len(password), octets, len(octets), byref(result), byref(length), int(encrypt))
    _free_algorithm(parsed)
    _clear_errors()
    if not done:
        return None
    output = ctypes.string_at(result, length.value)
    _free(result, b"", 0)
    return output


_keys = {}


def mac(digest, password, salt, iterations, octets):
    """The MAC of RFC 7292 §4."""
    name = (digest, password, salt, iterations)
    kind = _digest_named(digest.encode())
    size = _digest_size(kind)
    if name not in _keys:
        key = ctypes.create_string_buffer(size)
        if not _generate_key(password, len(password), salt, len(salt), 3, iterations, size, key, kind):
            _clear_errors()
            return bytes(size)
        _keys[name] = key.raw
    output = ctypes.create_string_buffer(size)
    _hmac(kind, _keys[name], size, octets, len(octets), output, None)
    return output.raw


def _der(certificate):
    output = c_void_p()
    length = _write_certificate(certificate, byref(output))
    if length < 0:
        _clear_errors()
        return b""
    octets = ctypes.string_at(output, length)
    _free(output, b"", 0)
    return octets


def open_pkcs12(octets, password):
    """`(reason, None, [])`, or `(None, the leaf where a key belongs to it, the other certificates, whether a key)`."""
    pfx = _read(octets, _read_pkcs12)
    if not pfx:
        return "form: " + _reason(), None, [], False
    if not _mac_present(pfx) and password:
        # `openssl pkcs12` warns and goes on; PKCS12_parse of 3.0 would not.
        _set_mac(pfx, password, len(password), None, 0, 1, None)
    key, leaf, others = c_void_p(), c_void_p(), c_void_p()
    opened = _parse_pkcs12(pfx, password, byref(key), byref(leaf), byref(others))
    _free_pkcs12(pfx)
    if not opened:
        return _reason(), None, [], False
    _clear_errors()
    certificates = []
    if others:
        certificates = [_der(_stack_value(others, index)) for index in range(_stack_size(others))]
        _free_stack(others, _free_certificate_pointer)
    certificate = _der(leaf) if leaf else None
    _free_certificate(leaf)
    _free_key(key)
    return None, certificate, certificates, bool(key)


def _read(octets, read, *arguments):
    source = _memory(octets, len(octets))
    found = read(source, None, *arguments)
    _free_memory(source)
    return found


def read_certificate(octets):
    """The certificate in DER; None where it is none."""
    certificate = _read(octets, _read_certificate)
    if not certificate:
        _clear_errors()
        return None
    der = _der(certificate)
    _free_certificate(certificate)
    return der


def read_key(octets, password, certificate):
    """Why not, and whether the key belongs to the certificate."""
    key = _read(octets, _read_key) or _read(octets, _read_encrypted_key, None, password)
    if not key:
        return _reason(), False
    holder = _read(certificate, _read_certificate)
    belongs = bool(holder) and _check_key(holder, key) == 1
    _free_certificate(holder)
    _free_key(key)
    _clear_errors()
    return None, belongs
