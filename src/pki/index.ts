// Signatures, certificates and trust: reads them strictly, judges them by their standards, makes our own.
// Knows neither Express, nor the database, nor a feature.
export { PkiError, type SignatureCode } from './failure.ts';
export { refused as refusedVerdict, type Outcome, type Verdict } from './verdict.ts';
export { attachedContentOf, verifyCertificate, verifySignature } from './cms/verify.ts';
export { verifyPdf } from './pdf/verify.ts';
export { verifyOcsp, type KnownStatus } from './ocsp/verify.ts';
export { verifyCrl } from './path/verify-crl.ts';
export { type TrustStore } from './path/judge.ts';
export { type Shortfall } from './qualified.ts';
export { isTrustFile, parseTrust, type TrustFile } from './trust-files.ts';
export { type PolicyInputs } from './path/policies.ts';
export { holdsBare, type BareSignature } from './bare.ts';

export { readCertificate, readCertificates, readCrl, readOcsp } from './files.ts';
export { type Certificate } from './x509/certificate.ts';
export { type Crl } from './x509/crl.ts';
export { type OcspAnswer } from './ocsp/response.ts';
export { type KeyUsage } from './x509/extensions.ts';
export { type Owner } from './x509/owner.ts';

export { makeKeyPair, publicKeyOf, type KeyKind, type KeyPair } from './keys.ts';
export { issueCertificate, type CertificateRequest, type Issuer } from './x509/issue-certificate.ts';
export { issueCrl, type Revocation } from './x509/issue-crl.ts';
export { signCms, type SignRequest } from './cms/sign.ts';
export { signPdf, type PdfSignRequest } from './pdf/sign.ts';
export { signatureValue, withTimeStamp } from './time-stamp/attach.ts';
export { readTimeStampResponse, timeStampRequest } from './time-stamp/request.ts';
export { judgeToken, type TokenVerdict } from './time-stamp/token.ts';
export { makePkcs12 } from './pkcs12/make.ts';
export { openPkcs12, WrongPassword, type Opened } from './pkcs12/open.ts';
export { certificatePem, crlPem, privateKeyPem } from './pem-files.ts';
export { oids } from './oids.ts';
