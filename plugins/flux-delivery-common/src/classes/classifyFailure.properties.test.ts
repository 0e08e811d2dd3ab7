import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classifyFailure, type ClassifiedFailure } from './classifyFailure';
import { readFacts, type FailureInput } from './Facts';

type Case = FailureInput & ClassifiedFailure;

const ALL: readonly Case[] = [
  'failure-messages.json',
  'failure-messages-more.json',
].flatMap(name =>
  JSON.parse(readFileSync(join(__dirname, '..', '__fixtures__', name), 'utf8')),
);

/** What the change of a text did to its class, in full, so that a failing run can be read. */
function changed(
  cases: readonly Case[],
  rewrite: (message: string) => string,
): string[] {
  return cases.flatMap(given => {
    const message = rewrite(given.message);
    const before = classifyFailure(given);
    const after = classifyFailure({ ...given, message });
    return JSON.stringify(before) === JSON.stringify(after)
      ? []
      : [`${JSON.stringify(before)} -> ${JSON.stringify(after)}: ${message}`];
  });
}

describe('a text that somebody wrapped', () => {
  // Tidings of success are told by how they begin, and a bare Secret is a key for SOPS only where nothing else is said.
  const failures = ALL.filter(
    ({ class: name, message, status }) =>
      message !== '' &&
      status !== 'True' &&
      !['unknown', 'progressing', 'suspended'].includes(name) &&
      !/^secrets "[^"]+" not found$/.test(message),
  );

  it.each([
    'failed to reconcile: ',
    'reconciliation failed: ',
    'Reconciliation failed after 1.2s, next try in 1m0s: ',
    'Error: ',
    '(combined from similar events): ',
    'Warning  Failed  2m (x4 over 3m)  kubelet  ',
    '2m14s       Warning   Unhealthy   pod/web-1   ',
    'web\tmain@sha1:8a1c\tFalse\tFalse\t',
  ])('is of the same class behind %j', wrapping => {
    expect(failures.length).toBeGreaterThan(1_400);
    expect(changed(failures, message => wrapping + message)).toEqual([]);
  });
});

describe('a text in which things have other names', () => {
  const HOSTILE = [
    'access-denied',
    'x509-timeout',
    'oomkilled',
    'immutable',
    'already-exists',
    'exceeded-quota',
    'not-found',
    'unauthorized',
    'failed',
    'suspended',
    'toomanyrequests',
    'healthy',
  ];

  function renamed(name: string, message: string): string {
    return message
      .replace(/(["'])[a-z0-9][a-z0-9.-]{0,60}\1/g, `$1${name}$1`)
      .replace(
        /\b([A-Z][A-Za-z]+)\/[a-z0-9.-]+\/[a-z0-9.-]+/g,
        `$1/${name}/${name}`,
      )
      .replace(/:\/\/[a-z0-9.-]+/g, `://${name}.example.com`)
      .replace(/\b[0-9a-f]{7,64}\b/g, '4014034');
  }

  it.each(HOSTILE)('is of the same class when they are called %s', name => {
    expect(changed(ALL, message => renamed(name, message))).toEqual([]);
  });

  it('is of the same class whatever the namespace, the name and the host are', () => {
    const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/);
    fc.assert(
      fc.property(label, fc.constantFrom(...ALL), (name, given) => {
        const message = renamed(name, given.message);
        expect(classifyFailure({ ...given, message })).toEqual(
          classifyFailure(given),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('kinds and states', () => {
  it('may be spelt as people type them', () => {
    const cases = ALL.filter(({ kind }) => kind !== '' && kind !== 'Event');
    const misread = cases.filter(given => {
      const typed = {
        ...given,
        kind: `${given.kind.toLowerCase()}.example.io/v1`,
        status: given.status?.toLowerCase(),
      };
      return (
        JSON.stringify(classifyFailure(typed)) !==
        JSON.stringify(classifyFailure(given))
      );
    });
    expect(misread.map(({ kind, message }) => [kind, message])).toEqual([]);
  });
});

const ROOM = [__dirname, join(__dirname, 'rules')];

/** The regular expressions of this room, as they are written. */
function patterns(): string[] {
  const sources = ROOM.flatMap(dir =>
    readdirSync(dir)
      .filter(name => /\.ts$/.test(name) && !/\.test\.ts$/.test(name))
      .map(name => readFileSync(join(dir, name), 'utf8')),
  );
  const LITERAL =
    /(?<=[(,=:[!&|?{;\n]\s*)\/((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n*[])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n[])*)\/[a-z]*(?=[\s,;.)\]])/g;
  return sources.flatMap(source =>
    Array.from(
      source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').matchAll(LITERAL),
      ([, pattern]) => pattern,
    ),
  );
}

/** The pattern with each class and escape made one letter: what is left of it is its structure. */
function structure(pattern: string): string {
  return pattern
    .replace(/\\./g, 'a')
    .replace(/\[(?:\\.|[^\]\\])*\]/g, 'c')
    .replace(/\(\?(?:<?[=!]|:)/g, '(');
}

describe('the cost of a text', () => {
  it('is bounded: rules see 20 kB of it at most', () => {
    const facts = readFacts({ message: 'a "b" '.repeat(200_000) });
    expect(facts.text.length).toBeLessThanOrEqual(20_481);
    expect(facts.said.length).toBeLessThanOrEqual(facts.text.length);
  });

  it('grows with its length alone: no pattern repeats without a bound what may be of several parts', () => {
    const all = patterns();
    expect(all.length).toBeGreaterThan(80);
    const unbounded = all.filter(pattern =>
      /[*+]|\{\d+,\}/.test(structure(pattern)),
    );
    // One class and nothing else is read in one pass.
    expect(
      unbounded.filter(pattern => !/^\^?[ac]\+\$?$/.test(structure(pattern))),
    ).toEqual([]);
  });

  it('grows with its length alone: no pattern multiplies one wide range by another inside it', () => {
    const WIDE = /\([^()]*\{\d+,\d{3,}\}[^()]*\)\{\d+,\d{3,}\}/;
    expect(patterns().filter(pattern => WIDE.test(structure(pattern)))).toEqual(
      [],
    );
  });

  it.each([
    '"a ',
    'a.b:',
    'a=b;',
    ':'.repeat(64),
    "'x' is not ready: ",
    'Helm upgrade failed for release ',
    ' with chart a',
    'https://a',
    '\\"\\n',
    'error code ',
    'selector ',
    'dependency x ',
    'command error on a: ',
    'user "',
    'Warning  ',
    '\t',
  ])('stays the same on 1 MB of %j', piece => {
    const message = piece.repeat(Math.ceil(1_000_000 / piece.length));
    for (const kind of ['', 'Kustomization', 'HelmRelease', 'Pod', 'Canary']) {
      const answer = classifyFailure({ kind, message });
      expect(classifyFailure({ kind, message })).toEqual(answer);
    }
  });
});
