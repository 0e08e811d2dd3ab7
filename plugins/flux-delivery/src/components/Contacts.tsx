import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { OwnerDto } from 'backstage-plugin-flux-delivery-common';
import { toneColors } from '../model/toneColors';
import { fluxDeliveryTranslationRef } from '../translation';
import { ExternalLink } from './ExternalLink';

const MOST_PAGES = 2;

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'inline-flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1.25),
      margin: 0,
      padding: 0,
      fontSize: 13,
      listStyle: 'none',
      overflowWrap: 'anywhere',
    },
    missing: {
      fontSize: 12,
      fontWeight: 700,
      color: toneColors(theme, 'held').ink,
    },
    quiet: { fontSize: 12 },
  }),
  { name: 'FluxDeliveryContacts' },
);

/** How to reach an owner, one click away; loud where the catalog does not know them. */
export function Contacts({ owner }: { owner: OwnerDto }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (owner.exists === false) {
    return <span className={classes.missing}>{t('move.notInCatalog')}</span>;
  }
  if (owner.exists === null) {
    return <span className={classes.quiet}>{t('move.noContacts')}</span>;
  }
  const pages = owner.contacts.filter(({ type }) => type === 'page');
  const shown = [
    ...owner.contacts.filter(({ type }) => type !== 'page'),
    ...pages.slice(0, MOST_PAGES),
  ];
  return shown.length === 0 ? null : (
    <ul
      className={classes.list}
      aria-label={t('move.contacts', { owner: owner.title })}
    >
      {shown.map(({ type, title, url }) => (
        <li key={url}>
          {type === 'mail' && /^mailto:/i.test(url) ? (
            <Link href={url} underline="always">
              {title}
            </Link>
          ) : (
            <ExternalLink title={title} url={url} />
          )}
        </li>
      ))}
    </ul>
  );
}
