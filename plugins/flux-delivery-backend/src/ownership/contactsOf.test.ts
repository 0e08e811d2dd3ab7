import { contactsOf } from './contactsOf';

const entity = (
  links: { url: string; title?: string; icon?: string; type?: string }[],
  email?: unknown,
) => ({
  metadata: { name: 'payments', links },
  spec: { profile: { email } } as never,
});

describe('the contacts of a group', () => {
  it('are on-call, chat, mail and pages, in this order', () => {
    expect(
      contactsOf(
        entity(
          [
            { url: 'https://wiki.example.com/payments', title: 'Handbook' },
            {
              url: 'https://example.slack.com/archives/C1',
              title: '#payments',
            },
            {
              url: 'https://example.com/rota',
              title: 'Who is on call',
              type: 'on-call',
            },
          ],
          'payments@example.com',
        ),
      ),
    ).toEqual([
      {
        type: 'onCall',
        title: 'Who is on call',
        url: 'https://example.com/rota',
      },
      {
        type: 'chat',
        title: '#payments',
        url: 'https://example.slack.com/archives/C1',
      },
      {
        type: 'mail',
        title: 'payments@example.com',
        url: 'mailto:payments@example.com',
      },
      {
        type: 'page',
        title: 'Handbook',
        url: 'https://wiki.example.com/payments',
      },
    ]);
  });

  it.each([
    [{ url: 'https://example.pagerduty.com/s/P1' }, 'onCall', 'On-call'],
    [{ url: 'https://x.app.opsgenie.com/t' }, 'onCall', 'On-call'],
    [{ url: 'https://example.com/x', icon: 'chat' }, 'chat', 'Chat'],
    [{ url: 'https://teams.microsoft.com/l/1' }, 'chat', 'Chat'],
    [{ url: 'https://example.com/y', title: 'Slack' }, 'chat', 'Slack'],
    [{ url: 'https://example.com/steamship' }, 'page', 'Page'],
    [{ url: 'mailto:a@example.com' }, 'mail', 'Mail'],
  ])('%j is %s', (link, type, title) => {
    expect(contactsOf(entity([link]))).toEqual([
      { type, title, url: link.url },
    ]);
  });

  it.each([
    'vbscript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://user:pw@example.com/',
    'mailto:a@example.com?bcc=b@example.com',
    `https://example.com/${'x'.repeat(3000)}`,
    '',
  ])('are never %s', url => {
    expect(contactsOf(entity([{ url, title: 'Slack' }]))).toEqual([]);
  });

  it('are bounded, each once, and total', () => {
    const link = (n: number) => ({ url: `https://example.com/${n % 20}` });

    expect(
      contactsOf(entity(Array.from({ length: 60 }, (_, n) => link(n)))),
    ).toHaveLength(8);
    expect(contactsOf(entity([], { toString: 1 }))).toEqual([]);
    expect(
      contactsOf({ metadata: { name: 'x', links: 'no list' as never } }),
    ).toEqual([]);
    expect(
      contactsOf(entity([{ url: 7, title: 8 } as never, {} as never])),
    ).toEqual([]);
  });
});
