import type { Entity } from '@backstage/catalog-model';
import {
  type ContactDto,
  isHttpUrl,
} from 'backstage-plugin-flux-delivery-common';

type ContactType = ContactDto['type'];

const WORDS: readonly (readonly [ContactType, RegExp])[] = [
  [
    'onCall',
    /pager ?duty|opsgenie|on-?call|victorops|incident\.?io|rootly|squadcast|firehydrant|zenduty/i,
  ],
  [
    'chat',
    /slack|\bchat\b|teams\b|mattermost|discord|zulip|rocket\.?chat|webex|matrix\.to|\bt\.me\b/i,
  ],
  ['mail', /^mailto:/i],
];
const ORDER: readonly ContactType[] = ['onCall', 'chat', 'mail', 'page'];
const TITLES: Record<ContactType, string> = {
  onCall: 'On-call',
  chat: 'Chat',
  mail: 'Mail',
  page: 'Page',
};
const MOST = 8;
const LONGEST_URL = 2048;
const LONGEST_TITLE = 80;
const MAIL = /^[^\s@<>"'?&%]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/i;

/**
 * How to reach a group or user, as its entity says: `spec.profile.email` and `metadata.links`, on-call first. Anything but http,
 * https and mailto is left out, for whoever may write the entity may write anything.
 */
export function contactsOf(
  entity: Pick<Entity, 'metadata' | 'spec'>,
): ContactDto[] {
  const links = Array.isArray(entity.metadata.links)
    ? entity.metadata.links
    : [];
  const profile = entity.spec?.profile as { email?: unknown } | undefined;
  const found = [
    ...links.flatMap(link => contactOf(link) ?? []),
    ...(mailOf(profile?.email) ?? []),
  ];
  const unique = [...new Map(found.map(one => [one.url, one])).values()];
  return unique
    .sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type))
    .slice(0, MOST);
}

function contactOf(link: {
  url?: unknown;
  title?: unknown;
  icon?: unknown;
  type?: unknown;
}): ContactDto | undefined {
  const url = text(link.url);
  const isMail = /^mailto:/i.test(url);
  if (isMail) {
    const mail = mailOf(url.slice('mailto:'.length));
    return mail && { ...mail[0], title: titleOf(link.title, 'mail') };
  }
  if (url.length > LONGEST_URL || !isHttpUrl(url)) {
    return undefined;
  }
  // What somebody calls a link counts before where it leads.
  const said = [link.type, link.icon, link.title, hostOf(url)].map(text);
  const type =
    said
      .map(typeIn)
      .find((known): known is ContactType => known !== undefined) ?? 'page';
  return { type, title: titleOf(link.title, type), url };
}

function typeIn(said: string): ContactType | undefined {
  return WORDS.find(([, pattern]) => pattern.test(said))?.[0];
}

function mailOf(address: unknown): ContactDto[] | undefined {
  const mail = text(address);
  return MAIL.test(mail)
    ? [{ type: 'mail', title: mail, url: `mailto:${mail}` }]
    : undefined;
}

function titleOf(title: unknown, type: ContactType): string {
  return text(title).slice(0, LONGEST_TITLE) || TITLES[type];
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
