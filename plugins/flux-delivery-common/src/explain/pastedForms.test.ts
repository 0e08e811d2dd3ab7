import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { classifyFailure } from '../classes/classifyFailure';
import { explainFailure } from './explainFailure';

interface Case {
  kind: string;
  condition: string;
  status: string;
  reason: string;
  message: string;
}

const CASES = ['failure-messages.json', 'failure-messages-more.json']
  .flatMap((name): Case[] =>
    JSON.parse(
      readFileSync(join(__dirname, '..', '__fixtures__', name), 'utf8'),
    ),
  )
  .filter(({ message, kind }) => message.trim() !== '' && kind);
const CONDITIONS = CASES.filter(
  ({ condition, status }) =>
    condition &&
    condition !== 'Event' &&
    /^(?:True|False|Unknown)$/.test(status),
);

const context = { ownership: { rules: [] }, runbooks: [] };
const explained = (text: string) => explainFailure({ message: text }, context);

function objectOf({ kind, condition, status, reason, message }: Case) {
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name: 'web', namespace: 'shop' },
    status: { conditions: [{ type: condition, status, reason, message }] },
  };
}

function misses(all: Case[], form: (one: Case) => string): string[] {
  return all.flatMap(one => {
    const { class: wanted } = classifyFailure(one);
    const told = explained(form(one));
    return told.class === wanted
      ? []
      : [`${wanted} became ${told.class}: ${form(one)}`];
  });
}

describe('real failures, pasted as people paste them, keep their class', () => {
  it('as an object in JSON', () => {
    expect(CONDITIONS.length).toBeGreaterThan(150);
    expect(
      misses(CONDITIONS, one => JSON.stringify(objectOf(one), null, 2)),
    ).toEqual([]);
  });

  it('as an object in YAML, whatever its texts hold', () => {
    const found = misses(CONDITIONS, one => stringify(objectOf(one)));

    // Lines of a long message are folded: what is told by its lines may be lost.
    expect(found.length / CONDITIONS.length).toBeLessThan(0.01);
  });

  it('as an event in JSON', () => {
    const events = CASES.filter(({ condition }) => condition === 'Event');

    expect(events.length).toBeGreaterThan(20);
    expect(
      misses(events, ({ kind, reason, message, status }) =>
        JSON.stringify({
          kind: 'Event',
          involvedObject: { kind, name: 'web', namespace: 'shop' },
          type: status,
          reason,
          message,
        }),
      ),
    ).toEqual([]);
  });

  it('as a row of kubectl get events', () => {
    const events = CASES.filter(
      ({ condition, message }) =>
        condition === 'Event' && !message.includes('\n'),
    );

    expect(
      misses(
        events,
        ({ kind, reason, message }) =>
          `LAST SEEN   TYPE      REASON   OBJECT\tMESSAGE\n5m   Warning   ${
            reason || 'Failed'
          }   ${kind.toLowerCase()}/web   ${message}`,
      ).length / events.length,
    ).toBeLessThan(0.02);
  });
});
