export { keepSignature, verifyDetached } from './actions.ts';
export { signPortalPdf } from './portal.ts';
export { portalFileMistakes, trainingAuthority } from './portal-files.ts';
export {
  factsOf,
  refusalWords,
  shortfallWords,
  type CertificateFacts,
  type ExpectedSigner,
  type RefusalCode,
  type SignatureVerdict,
} from './rules.ts';
export { joinedSignature, signaturesOf, toJoinedSignature, type JoinedSignature, type KeptSignature } from './store.ts';
export { readTrustFolder, trustStore } from './trust.ts';
