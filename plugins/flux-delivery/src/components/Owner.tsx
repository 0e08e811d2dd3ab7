import { makeStyles } from '@material-ui/core/styles';
import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useContext } from 'react';
import { toneColors } from '../model/toneColors';
import { fluxDeliveryTranslationRef } from '../translation';
import { Contacts } from './Contacts';
import { OwnersContext } from './OwnersContext';

const useStyles = makeStyles(
  theme => ({
    name: { fontWeight: 600, overflowWrap: 'anywhere' },
    unowned: {
      display: 'inline-block',
      padding: theme.spacing(0, 0.75),
      borderRadius: 4,
      border: `1px solid ${toneColors(theme, 'held').ink}`,
      backgroundColor: toneColors(theme, 'held').fill,
      color: toneColors(theme, 'held').ink,
      fontWeight: 700,
    },
  }),
  { name: 'FluxDeliveryOwner' },
);

/**
 * Somebody by name, with how to reach them where that is asked for: a link where the catalog may know them, plain text where an annotation only claims them, and loud where
 * there is nobody.
 */
export function Owner({
  owner,
  claimed = false,
  withContacts = false,
}: {
  owner?: string;
  claimed?: boolean;
  withContacts?: boolean;
}) {
  const known = useContext(OwnersContext)[owner ?? ''];
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (!owner) {
    return <strong className={classes.unowned}>{t('move.unowned')}</strong>;
  }
  if (claimed || !isEntityRef(owner)) {
    return (
      <span>
        <span className={classes.name}>{owner}</span>
        {claimed && ` ${t('move.claimed')}`}
      </span>
    );
  }
  // A link to an entity that does not exist leads nowhere.
  const name =
    known?.exists === false ? (
      <span className={classes.name}>{owner}</span>
    ) : (
      <EntityRefLink
        entityRef={owner}
        defaultKind="group"
        hideIcon
        className={classes.name}
      />
    );
  return known && (withContacts || known.exists === false) ? (
    <>
      {name} <Contacts owner={known} />
    </>
  ) : (
    name
  );
}

function isEntityRef(text: string): boolean {
  try {
    parseEntityRef(text);
    return true;
  } catch {
    return false;
  }
}
