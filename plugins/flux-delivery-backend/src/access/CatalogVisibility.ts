import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { DECIDING_MS } from './decidingAge';

const ASKED_AT_ONCE = 250;
const MOST_PRINCIPALS = 200;
const MOST_REFS = 20_000;

interface Answer {
  at: number;
  isVisible: Promise<boolean>;
}

/**
 * Which entities the catalog shows to whom, asked with the caller's own credentials. An answer holds for a second for the same user
 * or service, so that what a page asks at once is asked once, however many wait for it. Bounded. A failure is not remembered.
 */
export class CatalogVisibility {
  /** The one that was not heard of for longest first. */
  private readonly principals = new Map<
    string,
    { usedAt: number; answers: Map<string, Answer> }
  >();

  constructor(
    private readonly deps: {
      auth: Pick<AuthService, 'isPrincipal'>;
      catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
      now: () => number;
    },
  ) {}

  /** Rejects where the catalog does not answer. */
  async among(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const answers = this.answersFor(credentials);
    const refs = [...new Set(entityRefs)];
    const unknown = refs.filter(ref => !this.isFresh(answers.get(ref)));
    for (let at = 0; at < unknown.length; at += ASKED_AT_ONCE) {
      this.ask(unknown.slice(at, at + ASKED_AT_ONCE), answers, credentials);
    }
    // Taken before anything is forgotten.
    const asked = refs.map(ref => answers.get(ref)!.isVisible);
    forgetOldest(answers, MOST_REFS);
    const visible = await Promise.all(asked);
    return new Set(refs.filter((_ref, at) => visible[at]));
  }

  private ask(
    chunk: readonly string[],
    answers: Map<string, Answer>,
    credentials: BackstageCredentials,
  ): void {
    const found = this.deps.catalog.getEntitiesByRefs(
      {
        entityRefs: [...chunk],
        fields: ['kind', 'metadata.namespace', 'metadata.name'],
      },
      { credentials },
    );
    chunk.forEach((ref, at) => {
      const answer: Answer = {
        at: this.deps.now(),
        isVisible: found.then(({ items }) => items[at] !== undefined),
      };
      answers.delete(ref);
      answers.set(ref, answer);
      answer.isVisible.catch(() => {
        if (answers.get(ref) === answer) {
          answers.delete(ref);
        }
      });
    });
  }

  private isFresh(answer: Answer | undefined): boolean {
    return answer !== undefined && this.deps.now() - answer.at < DECIDING_MS;
  }

  /** Of a principal without a name nothing is remembered beyond the call. */
  private answersFor(credentials: BackstageCredentials): Map<string, Answer> {
    const key = this.nameOf(credentials);
    if (!key) {
      return new Map();
    }
    const answers = this.principals.get(key)?.answers ?? new Map();
    this.principals.delete(key);
    this.principals.set(key, { usedAt: this.deps.now(), answers });
    this.forgetPrincipals();
    return answers;
  }

  /** Thousands of answers each: those that hold no more are not kept. */
  private forgetPrincipals(): void {
    for (const [key, { usedAt }] of this.principals) {
      if (this.deps.now() - usedAt < DECIDING_MS) {
        break;
      }
      this.principals.delete(key);
    }
    forgetOldest(this.principals, MOST_PRINCIPALS);
  }

  private nameOf(credentials: BackstageCredentials): string | undefined {
    const { auth } = this.deps;
    if (auth.isPrincipal(credentials, 'user')) {
      return `user ${credentials.principal.userEntityRef}`;
    }
    return auth.isPrincipal(credentials, 'service')
      ? `service ${credentials.principal.subject}`
      : undefined;
  }
}

function forgetOldest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) {
      return;
    }
    map.delete(key);
  }
}
