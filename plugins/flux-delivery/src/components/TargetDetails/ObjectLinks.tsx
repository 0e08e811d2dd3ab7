import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { displayRef, keyOf } from 'backstage-plugin-flux-delivery-common';
import type {
  ObjectLinkDto,
  ObjectRef,
} from 'backstage-plugin-flux-delivery-common';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { ExternalLink } from '../ExternalLink';

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: { padding: theme.spacing(0.25, 0), overflowWrap: 'anywhere' },
    quiet: { color: quietInk(theme), fontSize: 12 },
    button: { font: 'inherit', textAlign: 'left', verticalAlign: 'baseline' },
  }),
  { name: 'FluxDeliveryObjectLinks' },
);

/** Objects of the path, each to be opened, with why it belongs here. */
export function ObjectLinks({
  links,
  onOpen,
}: {
  links: ObjectLinkDto[];
  onOpen: (ref: ObjectRef) => void;
}) {
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {links.map(link => (
        <li key={keyOf(link.ref)} className={classes.item}>
          <ObjectName link={link} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
}

export function ObjectName({
  link,
  onOpen,
}: {
  link: ObjectLinkDto;
  onOpen: (ref: ObjectRef) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { ref, exists, because, links = [] } = link;
  return (
    <>
      {exists ? (
        <Link
          component="button"
          type="button"
          className={classes.button}
          onClick={() => onOpen(ref)}
        >
          {displayRef(ref)}
        </Link>
      ) : (
        <span>
          {displayRef(ref)} <strong>{t('details.missing')}</strong>
        </span>
      )}{' '}
      <span className={classes.quiet}>{because}</span>{' '}
      {links.map(each => (
        <ExternalLink key={each.url} {...each} />
      ))}
    </>
  );
}
