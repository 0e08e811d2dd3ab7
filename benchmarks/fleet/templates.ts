import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from 'backstage-plugin-flux-delivery-common';

const CAPTURED = resolve(
  __dirname,
  '../../plugins/flux-delivery-common/src/__fixtures__/objects',
);

/** What the objects were called where they were captured. */
const NAMESPACE = 'shop';
const CAPTURED_AT = Date.parse('2026-11-21T05:45:00Z');

/** An object as JSON objects are. */
export type AnyObject = KubeObject<any, any> & Record<string, any>;

/** A captured object that copies are made of. */
export interface Template {
  json: string;
  name: string;
}

/** What makes one copy different from the next. */
export interface Identity {
  /** Replaces the captured name wherever it stands. */
  name: string;
  namespace: string;
  /** Copies with the same salt have the same commits and digests: an applier and its source. */
  content: string;
  /** Copies with the same salt have uids that fit each other: a Deployment and its pods. */
  family: string;
  /** The instant that stands for the time of capture, in milliseconds. */
  now: number;
}

/** @throws Error where the capture does not hold such an object */
export function template(file: string, kind: string, name: string): Template {
  const found = documentsOf(file).find(
    object =>
      object?.kind === kind &&
      object.metadata.name?.startsWith(name) &&
      (object.metadata.namespace === NAMESPACE || kind !== 'Kustomization'),
  );
  if (!found) {
    throw new Error(`${file} holds no ${kind} ${name}`);
  }
  // A server counts generations from one on.
  delete found.metadata.generation;
  const json = JSON.stringify(found)
    .replace(/"(observedGeneration|lastAttemptedGeneration)":\d+/g, '"$1":1')
    .replaceAll(/http:\/\/127\.0\.0\.1:8900\//g, 'https://git.example.com/')
    .replaceAll(
      /http:\/\/127\.0\.0\.1:8704\//g,
      'http://source-controller.flux-system.svc.cluster.local./',
    );
  return { json, name };
}

const VARIABLE =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|[0-9a-f]{40}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;

/** A copy under another identity. Times keep their distance to the time of capture. */
export function copyOf(
  { json, name }: Template,
  identity: Identity,
): AnyObject {
  const made = new Map<string, string>();
  const renamed = json
    .replace(VARIABLE, found => {
      const known = made.get(found) ?? replacement(found, identity);
      made.set(found, known);
      return known;
    })
    .replace(new RegExp(`\\b(?:${name}|${NAMESPACE})\\b`, 'g'), found =>
      found === name ? identity.name : identity.namespace,
    );
  return JSON.parse(renamed);
}

function replacement(found: string, { content, family, now }: Identity) {
  if (found.endsWith('Z')) {
    return rfc3339(now - CAPTURED_AT + Date.parse(found));
  }
  if (found.includes('-')) {
    const hex = hash(`${family} ${found}`);
    return [
      [0, 8],
      [8, 12],
      [12, 16],
      [16, 20],
      [20, 32],
    ]
      .map(([from, to]) => hex.slice(from, to))
      .join('-');
  }
  return hash(`${content} ${found}`).slice(0, found.length);
}

export const rfc3339 = (ms: number) =>
  `${new Date(ms).toISOString().slice(0, 19)}Z`;

export const hash = (text: string) =>
  createHash('sha256').update(text).digest('hex');

const read = new Map<string, string>();

function documentsOf(file: string): AnyObject[] {
  const text = read.get(file) ?? readFileSync(resolve(CAPTURED, file), 'utf8');
  read.set(file, text);
  return parseAllDocuments(text).map(document => document.toJS());
}
