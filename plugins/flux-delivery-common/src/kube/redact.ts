const HIDDEN = '***';

/**
 * Every pattern is linear: repeats are bounded or consume what they scan, and a long one can only begin where a word does.
 * What a pattern leaves behind is never matched into something else by a second pass.
 */
const RULES: readonly (readonly [RegExp, string])[] = [
  // A cut-off key counts as well: everything after the header may be key.
  [
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}-----|$)/g,
    HIDDEN,
  ],
  // user:password@ and token@ in URLs: half of all tokens stand where the user's name would. An image digest is no host.
  [
    /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/"'<>?#]{1,1024}@(?!sha\d{1,3}:)/gi,
    `$1${HIDDEN}@`,
  ],
  // Query parameters, those of signed storage URLs too.
  [
    /([?&;](?:[a-z0-9_.-]{0,40}(?:token|secret|password|passwd|signature|credential|api[_-]?key|access[_-]?key)|sig|auth|key|pwd|code)=)[^\s&#"'<>;)]{1,4096}/gi,
    `$1${HIDDEN}`,
  ],
  // TOKEN=…, and "password": "…" as JSON has it.
  [
    /((?:token|secret|password|passwd|api[_-]?key|secret[_-]?key|access[_-]?key)(?:["']?=["']?|["']\s?:\s?["']))[^\s&"'<>,;)}\]]{4,4096}/gi,
    `$1${HIDDEN}`,
  ],
  // "token: …" is ordinary prose before an error; only what looks random is taken for a value.
  [
    /(\b(?:token|secret|password|passwd|api[_-]?key): )(?=[a-z0-9+/_.~=-]{0,200}\d)[a-z0-9+/_.~=-]{20,4096}/gi,
    `$1${HIDDEN}`,
  ],
  [
    /(\bauthorization["']?\s?[:=]\s?["']?(?:(?:bearer|basic|token|digest|negotiate|aws4-hmac-sha256) )?)(?!(?:[a-z0-9-]{1,20} )?\*\*\*)[^\s"',;]{8,8192}/gi,
    `$1${HIDDEN}`,
  ],
  [/(\b(?:bearer|basic) )[a-z0-9+/_.~=-]{16,8192}/gi, `$1${HIDDEN}`],
  [
    /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,8192}\.[A-Za-z0-9_-]{2,8192}(?:\.[A-Za-z0-9_-]{0,8192})?/g,
    HIDDEN,
  ],
  // A JSON object in base64, as the credentials of registries are handed on: nobody can read it, and it may hold anything.
  [
    /(?<![A-Za-z0-9+/_-])(?:ey[JA]|ewo|ew0K)[A-Za-z0-9+/_-]{40,}={0,2}/g,
    HIDDEN,
  ],
  [
    /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255})/g,
    HIDDEN,
  ],
  [
    /(?<![A-Za-z0-9_-])(?:glpat|gldt|glrt|glcbt|glptt)-[A-Za-z0-9_-]{16,255}/g,
    HIDDEN,
  ],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, HIDDEN],
  [/(?<![A-Za-z0-9_-])xox[abprs]-[A-Za-z0-9-]{10,255}/g, HIDDEN],
];

// Most texts hold nothing of the kind; this looks once instead of a dozen times.
const SUSPICIOUS =
  /:\/\/|-----BEGIN|token|secret|passw|pwd|key|sig|auth|code|credential|bearer|basic |ey[ja]|ewo|ew0k|gh[pousr]_|github_pat_|gl[a-z]{2,3}t-|AKIA|ASIA|xox/i;

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
    (redacted, [pattern, replacement]) =>
      redacted.replace(pattern, replacement),
    text,
  );
}
