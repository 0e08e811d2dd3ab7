/** How API servers name what refused a request. */
const POLICIES: readonly (readonly [RegExp, string])[] = [
  [/ValidatingAdmissionPolicy '([^']{1,253})'/, 'ValidatingAdmissionPolicy'],
  [/admission webhook "([^"]{1,253})"/, 'ValidatingWebhookConfiguration'],
  [/failed calling webhook "([^"]{1,253})"/, 'ValidatingWebhookConfiguration'],
  [/violates PodSecurity "([^"]{1,253})"/, 'PodSecurity'],
];

/**
 * The policy or webhook that an API server names where it refuses content.
 *
 * @public
 */
export interface RefusingPolicy {
  kind: string;
  name: string;
}

/**
 * Which policy refused the content; undefined where the message does not name one.
 *
 * @public
 */
export function policyOf(
  message: string | undefined,
): RefusingPolicy | undefined {
  const text = (message ?? '').slice(0, 8192);
  for (const [pattern, kind] of POLICIES) {
    const name = pattern.exec(text)?.[1];
    if (name) {
      return { kind, name };
    }
  }
  return undefined;
}
