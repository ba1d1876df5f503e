import { parseSignedData } from './cms/signed-data.ts';
import { readBer } from './der/element.ts';
import { tags } from './der/tags.ts';
import { damaged } from './failure.ts';
import { parseOcsp, type OcspAnswer } from './ocsp/response.ts';
import { fromPem, SIGNED_DATA, unarmour } from './pem.ts';
import { parseCertificate, type Certificate } from './x509/certificate.ts';
import { parseCrl, type Crl } from './x509/crl.ts';

const CERTIFICATE = ['CERTIFICATE', 'X509 CERTIFICATE'];

/**
 * Every certificate in a file as people have it: one in DER or base64, any number in PEM, a bundle (.p7b, SignedData without
 * signers) in DER or PEM. At least one; throws SIG-DAMAGED.
 */
export function readCertificates(file: Buffer): Certificate[] {
  const text = file.toString('latin1');
  const pem = fromPem(text, CERTIFICATE);
  const certificates = pem.length > 0 ? pem.map(parseCertificate) : fromBinary(unarmour(file, SIGNED_DATA));
  if (certificates.length === 0) throw damaged('no certificate in it');
  return certificates;
}

/** The single certificate in a file; throws SIG-DAMAGED when there are several. */
export function readCertificate(file: Buffer): Certificate {
  const [certificate, another] = readCertificates(file);
  if (!certificate || another) throw damaged('exactly one certificate was expected');
  return certificate;
}

/** The revocation list in a file: DER, PEM or base64. Throws SIG-DAMAGED. */
export function readCrl(file: Buffer): Crl {
  return parseCrl(unarmour(file, ['X509 CRL']));
}

/** The answer of an online service in a file: DER or PEM. Throws SIG-DAMAGED, also when the service had no answer. */
export function readOcsp(file: Buffer): OcspAnswer {
  const answer = parseOcsp(unarmour(file, ['OCSP RESPONSE']));
  if (!answer) throw damaged('a response without an answer');
  return answer;
}

/** SignedData begins with the name of its type, a certificate with its body. */
function fromBinary(bytes: Buffer): Certificate[] {
  const isBundle = readBer(bytes).children[0]?.tag === tags.oid;
  return isBundle ? [...parseSignedData(bytes).certificates] : [parseCertificate(bytes)];
}
