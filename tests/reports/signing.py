"""A certificate authority of the test's own, people it vouches for, and PDFs they really sign."""

import datetime as dt
import io
from pathlib import Path

from asn1crypto import keys, pem, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

OFFICE, BODY = "Lãnh đạo đơn vị (minh hoạ)", "Đơn vị Sông Hồng (minh hoạ)"


class Authority:
    """Signs certificates; its own is the root."""

    def __init__(self, name: str = "CA kiểm thử") -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.name = made.Name([made.NameAttribute(NameOID.COMMON_NAME, name)])
        self.root = self.vouched(self.name, self.key, is_authority=True)

    def vouched(self, name, key, *, is_authority: bool = False) -> made.Certificate:
        """A certificate for a key."""
        today = dt.datetime.now(dt.UTC)
        usage = made.KeyUsage(digital_signature=True, content_commitment=True, key_cert_sign=is_authority,
                              crl_sign=is_authority, key_encipherment=False, data_encipherment=False,
                              key_agreement=False, encipher_only=False, decipher_only=False)  # fmt: skip
        return (
            made.CertificateBuilder().subject_name(name).issuer_name(self.name).public_key(key.public_key())
            .serial_number(made.random_serial_number()).not_valid_before(today - dt.timedelta(days=1))
            .not_valid_after(today + dt.timedelta(days=30)).add_extension(usage, critical=True)
            .add_extension(made.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(made.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(made.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )  # fmt: skip

    def publish(self, folder: Path) -> None:
        """Put the root where the site looks for roots."""
        folder.mkdir(exist_ok=True)
        (folder / "ca.pem").write_bytes(self.root.public_bytes(serialization.Encoding.PEM))

    def sign(self, pdf: bytes, who: str = OFFICE, field: str = "Ky1") -> bytes:
        """The PDF with one more signature, of a person this authority vouches for."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = made.Name([made.NameAttribute(NameOID.COMMON_NAME, who),
                          made.NameAttribute(NameOID.ORGANIZATION_NAME, BODY)])  # fmt: skip
        certificates = SimpleCertificateStore()
        certificates.register(as_read(self.root))
        hand = signers.SimpleSigner(as_read(self.vouched(name, key)), key_info(key), certificates)
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        fields.append_signature_field(writer, fields.SigFieldSpec(field))
        meta = signers.PdfSignatureMetadata(field_name=field)
        return signers.sign_pdf(writer, meta, signer=hand).getvalue()


def as_read(certificate: made.Certificate) -> x509.Certificate:
    _kind, _headers, der = pem.unarmor(certificate.public_bytes(serialization.Encoding.PEM))
    return x509.Certificate.load(der)


def key_info(key: rsa.RSAPrivateKey) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(
        key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def noted_on(pdf: bytes) -> bytes:
    """The PDF with its page turned after it was signed, as an editor would save it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Rotate"] = generic.NumberObject(90)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
