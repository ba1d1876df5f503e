/** Object identifiers by name, grouped by the standard that assigns them. */
export const oids = {
  // X.520 and PKCS#9: attributes of names
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  country: '2.5.4.6',
  organisation: '2.5.4.10',
  title: '2.5.4.12',
  givenName: '2.5.4.42',
  emailAddress: '1.2.840.113549.1.9.1',
  // Order 795 of the FSB: attributes of names in Russian certificates
  ogrn: '1.2.643.100.1',
  snils: '1.2.643.100.3',
  innOrganisation: '1.2.643.100.4',
  ogrnip: '1.2.643.100.5',
  innPerson: '1.2.643.3.131.1.1',
  // and extensions; the class of means is a policy: .1 to .6 below it
  subjectSignTool: '1.2.643.100.111',
  issuerSignTool: '1.2.643.100.112',
  meansClass: '1.2.643.100.113',
  identificationKind: '1.2.643.100.114',

  // RFC 5280: extensions of certificates and lists
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  deltaCrlIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  anyPolicy: '2.5.29.32.0',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  freshestCrl: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  expiredCertsOnCrl: '2.5.29.60',

  // RFC 5280 section 4.2.1.12: purposes
  anyPurpose: '2.5.29.37.0',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',

  // RFC 8017, RFC 5480, RFC 5758, FIPS 180: keys, digests, signatures
  rsaEncryption: '1.2.840.113549.1.1.1',
  mgf1: '1.2.840.113549.1.1.8',
  rsassaPss: '1.2.840.113549.1.1.10',
  sha256WithRsa: '1.2.840.113549.1.1.11',
  sha384WithRsa: '1.2.840.113549.1.1.12',
  sha512WithRsa: '1.2.840.113549.1.1.13',
  ecPublicKey: '1.2.840.10045.2.1',
  p256: '1.2.840.10045.3.1.7',
  p384: '1.3.132.0.34',
  p521: '1.3.132.0.35',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  ecdsaWithSha384: '1.2.840.10045.4.3.3',
  ecdsaWithSha512: '1.2.840.10045.4.3.4',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',

  // RFC 8410: Edwards curves
  ed25519: '1.3.101.112',

  // RFC 9215, RFC 7836, RFC 4357: GOST R 34.10-2012 and 34.11-2012
  gostKey256: '1.2.643.7.1.1.1.1',
  gostKey512: '1.2.643.7.1.1.1.2',
  streebog256: '1.2.643.7.1.1.2.2',
  streebog512: '1.2.643.7.1.1.2.3',
  gostSignature256: '1.2.643.7.1.1.3.2',
  gostSignature512: '1.2.643.7.1.1.3.3',
  gostCryptoProA: '1.2.643.2.2.35.1',
  gostCryptoProB: '1.2.643.2.2.35.2',
  gostCryptoProC: '1.2.643.2.2.35.3',
  gostCryptoProXA: '1.2.643.2.2.36.0',
  gostCryptoProXB: '1.2.643.2.2.36.1',
  gost256A: '1.2.643.7.1.2.1.1.1',
  gost256B: '1.2.643.7.1.2.1.1.2',
  gost256C: '1.2.643.7.1.2.1.1.3',
  gost256D: '1.2.643.7.1.2.1.1.4',
  gost512A: '1.2.643.7.1.2.1.2.1',
  gost512B: '1.2.643.7.1.2.1.2.2',
  gost512C: '1.2.643.7.1.2.1.2.3',

  // RFC 5652 and RFC 5035: CMS
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',

  // RFC 3161 and RFC 5126: time stamps
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',

  // RFC 6960: online status of certificates
  basicOcspResponse: '1.3.6.1.5.5.7.48.1.1',
  ocspNonce: '1.3.6.1.5.5.7.48.1.2',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
  ocspArchiveCutoff: '1.3.6.1.5.5.7.48.1.6',

  // RFC 7292: PKCS#12
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
} as const;
