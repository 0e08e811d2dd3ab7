import fc from 'fast-check';
import { aDelivery } from '../history/__testUtils__/aDelivery';
import { deliveriesToCsv } from './exportDeliveries';
import { toDeliveryDto } from './toDeliveryDto';

const csv = (message: string) =>
  deliveriesToCsv([
    toDeliveryDto(aDelivery({ message }), { links: { git: [] } }),
  ]);

/** A reader of RFC 4180, to hold the writer against. */
function read(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    let value = '';
    if (text[at] === '"') {
      at += 1;
      while (text[at] !== '"' || text[at + 1] === '"') {
        at += text[at] === '"' ? 1 : 0;
        value += text[at];
        at += 1;
      }
      at += 1;
    } else {
      while (text[at] !== ',' && text[at] !== '\r') {
        value += text[at];
        at += 1;
      }
    }
    rows[rows.length - 1].push(value);
    if (text[at] === ',') {
      at += 1;
    } else {
      expect(text.slice(at, at + 2)).toBe('\r\n');
      at += 2;
      if (at < text.length) {
        rows.push([]);
      }
    }
  }
  return rows;
}

const messageIn = (text: string) => {
  const [header, row] = read(text);
  return row[header.indexOf('message')];
};

describe('deliveriesToCsv', () => {
  it('has a header also without rows', () => {
    expect(deliveriesToCsv([])).toMatch(/^id,entity,environment,.*detail\r\n$/);
  });

  it('tells who, what, when', () => {
    const [header, row] = read(csv('ok'));
    const told = Object.fromEntries(header.map((name, at) => [name, row[at]]));
    expect(told).toMatchObject({
      environment: 'prod',
      cluster: 'prod-eu',
      applier: 'Kustomization/flux-system/payments-api',
      outcome: 'succeeded',
      actor_trust: 'unknown',
      started_at: '2026-03-10T09:14:00Z',
    });
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r\n=1',
    ' =1',
    '|calc',
    '＝1',
  ])('lets no spreadsheet calculate %j', message => {
    expect(messageIn(csv(message))).toBe(`'${message}`);
  });

  it('is read back to the letter, whatever a cluster says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), message => {
        expect(messageIn(csv(message)).replace(/^'/, '')).toBe(
          message.replace(/^'/, ''),
        );
      }),
    );
  });
});
