/** Why a session is over: by itself, by its person, by the person from elsewhere, with a new password, by staff. */
export type EndReason = 'idle' | 'term' | 'logout' | 'revoked' | 'password' | 'blocked';
