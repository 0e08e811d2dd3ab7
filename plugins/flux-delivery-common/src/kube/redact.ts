const HIDDEN = '***';

/** Each pattern is linear: no two neighbouring repeats can match the same character, and all repeats are bounded by what ends them. */
const RULES: readonly (readonly [RegExp, string])[] = [
  // A cut-off key counts as well: everything after the header may be key.
  [
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----(?:(?!-----END )[\s\S])*(?:-----END [A-Z0-9 ]{0,40}-----)?/g,
    HIDDEN,
  ],
  // user:password@ and token@ in URLs; the name of the user is not a secret, but half of all tokens stand in its place.
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"'<>?#]{1,1024}@/gi, `$1${HIDDEN}@`],
  [
    /([?&;](?:[a-z0-9_.-]{0,40}(?:token|secret|password|passwd|signature|credential|api[_-]?key|access[_-]?key)|sig|sv_sig|auth|key|pwd|code)=)[^\s&#"'<>;)]{1,4096}/gi,
    `$1${HIDDEN}`,
  ],
  [
    /(\b[a-z0-9_-]{0,40}(?:token|secret|password|passwd|api[_-]?key|secret[_-]?key|access[_-]?key)["']?[=:]\s?["']?)(?!\*\*\*)[^\s&"'<>,;)}\]]{6,4096}/gi,
    `$1${HIDDEN}`,
  ],
  [/(\bauthorization["']?\s?[:=]\s?["']?(?:[a-z]{1,20} )?)(?!\*\*\*)[^\s"',;]{4,8192}/gi, `$1${HIDDEN}`],
  [/(\b(?:bearer|basic) )(?!\*\*\*)[a-z0-9+/_.~=-]{12,8192}/gi, `$1${HIDDEN}`],
  [/\beyJ[A-Za-z0-9_-]{8,8192}\.[A-Za-z0-9_-]{2,8192}(?:\.[A-Za-z0-9_-]{0,8192})?/g, HIDDEN],
  [/\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255})/g, HIDDEN],
  [/\b(?:glpat|gldt|glrt|glcbt|glptt)-[A-Za-z0-9_-]{16,255}/g, HIDDEN],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, HIDDEN],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,255}/g, HIDDEN],
];

// Most texts hold nothing of the kind; this looks once instead of a dozen times.
const SUSPICIOUS =
  /:\/\/|-----BEGIN|token|secret|passw|pwd|key|sig|auth|code|credential|bearer|basic |eyJ|gh[pousr]_|github_pat_|gl[a-z]{2,3}t-|AKIA|ASIA|xox/i;

/**
 * Takes credentials out of a text before it is kept or shown: URL user info, tokens in queries and headers, private keys and
 * the tokens of well-known shape. What it leaves is still readable. Linear, and redacting twice changes nothing.
 *
 * @public
 */
export function redact(text: string): string {
  if (!SUSPICIOUS.test(text)) {
    return text;
  }
  return RULES.reduce(
    (redacted, [pattern, replacement]) => redacted.replace(pattern, replacement),
    text,
  );
}
