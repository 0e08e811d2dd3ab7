import { redactPaste } from './redactPaste';

const HIDDEN_VALUE = 'aHVudGVyMg==';

describe('redactPaste', () => {
  it.each([
    [
      'YAML',
      `apiVersion: v1\nkind: Secret\ndata:\n  password: ${HIDDEN_VALUE}\n`,
    ],
    [
      'a list in YAML',
      `items:\n  - kind: "Secret"\n    data:\n      password: ${HIDDEN_VALUE}\n`,
    ],
    [
      'YAML with the line ends of Windows',
      `kind: Secret\r\ndata:\r\n  password: ${HIDDEN_VALUE}\r\n`,
    ],
    ['JSON', `{"kind": "Secret", "data": {"password": "${HIDDEN_VALUE}"}}`],
  ])('takes out what a Secret holds, in %s', (_, text) => {
    const redacted = redactPaste(text);
    expect(redacted).not.toContain(HIDDEN_VALUE);
    expect(redacted).toContain('***');
  });

  it('leaves what is no Secret', () => {
    const text = 'kind: ConfigMap\ndata:\n  colour: blue\n';
    expect(redactPaste(text)).toBe(text);
  });
});
