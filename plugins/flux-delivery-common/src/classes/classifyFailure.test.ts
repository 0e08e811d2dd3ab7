import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEGMENTS } from '../divergence/SegmentVerdict';
import { classifyFailure, type ClassifiedFailure } from './classifyFailure';
import { failureClasses } from './FailureClass';
import type { FailureInput } from './Facts';

type Case = FailureInput & ClassifiedFailure;

function cases(name: string): Case[] {
  return JSON.parse(readFileSync(join(__dirname, '..', '__fixtures__', name), 'utf8'));
}

function misses(all: Case[]): string[] {
  return all.flatMap(given => {
    const { class: name, segment, cause } = given;
    const got = classifyFailure(given);
    const right =
      got.class === name &&
      got.segment === segment &&
      (!cause || (got.cause?.class === cause.class && got.cause.segment === cause.segment));
    return right
      ? []
      : [
          `${given.kind} ${given.condition}=${given.status} ${given.reason}: ${given.message.slice(0, 160)}\n` +
            `  wanted ${name}/${segment} ${JSON.stringify(cause)}, got ${JSON.stringify(got)}`,
        ];
  });
}

describe('classifyFailure', () => {
  it('knows the texts of the Flux controllers', () => {
    expect(misses(cases('failure-messages.json'))).toEqual([]);
  });

  it('knows texts that its rules were not written from', () => {
    expect(misses(cases('failure-messages-more.json'))).toEqual([]);
  });

  it('is total and says the same again', () => {
    const names = new Set<string>(failureClasses.map(known => known.name));
    const segments = new Set<string>(SEGMENTS);
    const text = fc.oneof(fc.string(), fc.constantFrom('HelmRelease', 'Event', 'Pod', '__proto__', 'constructor'));
    fc.assert(
      fc.property(
        fc.record({ kind: text, condition: text, status: text, reason: text, message: fc.string({ maxLength: 400 }) }),
        input => {
          const answer = classifyFailure(input);
          expect(names.has(answer.class) && segments.has(answer.segment)).toBe(true);
          expect(classifyFailure(input)).toEqual(answer);
        },
      ),
    );
  });
});
