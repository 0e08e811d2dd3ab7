import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Actor,
  PromotionInput,
} from 'backstage-plugin-flux-delivery-common';

/** Who did it, and who told us, as far as anything proves it. */
export interface Said {
  actor: Actor;
  recordedBy?: string;
}

/**
 * The word of an authenticated pipeline is taken for who started it. A person is proven to be themselves, and nobody else: whom
 * they name instead is a claim. Without credentials all of it is.
 */
export function whoSaid(
  named: PromotionInput['actor'],
  credentials: BackstageCredentials | undefined,
): Said {
  const principal = credentials?.principal as
    | { type?: string; userEntityRef?: string; subject?: string }
    | undefined;
  if (principal?.type === 'user' && principal.userEntityRef) {
    const ref = principal.userEntityRef;
    return {
      actor:
        named && !isSamePerson(named.name, ref)
          ? { ...named, trust: 'claimed' }
          : { name: ref, type: 'human', trust: 'verified' },
      recordedBy: ref,
    };
  }
  if (principal?.type === 'service' && principal.subject) {
    const { subject } = principal;
    return {
      actor: named
        ? { ...named, trust: 'verified' }
        : { name: subject, type: 'automation', trust: 'verified' },
      recordedBy: subject,
    };
  }
  return {
    actor: named
      ? { ...named, trust: 'claimed' }
      : { name: '', type: 'unknown', trust: 'unknown' },
  };
}

/** `ann` and `default/ann` are short for `user:default/ann`. */
function isSamePerson(name: string, userEntityRef: string): boolean {
  const text = name.toLowerCase();
  return (
    userEntityRef === text ||
    userEntityRef === `user:${text}` ||
    userEntityRef === `user:default/${text}`
  );
}
