import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { displayRef } from 'backstage-plugin-flux-delivery-common';
import type {
  ObjectRef,
  OwnedDto,
  Verdict,
} from 'backstage-plugin-flux-delivery-common';
import type { ListChildComponentProps } from 'react-window';
import { verdictAppearance } from '../../model/statusAppearance';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Glyph } from '../Glyph';

const useStyles = makeStyles(
  theme => ({
    row: {
      listStyle: 'none',
      display: 'flex',
      gap: theme.spacing(0.75),
      alignItems: 'center',
      whiteSpace: 'nowrap',
      overflow: 'hidden',
      fontSize: 13,
    },
    name: {
      font: 'inherit',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
    },
    quiet: { color: quietInk(theme), fontSize: 12 },
  }),
  { name: 'FluxDeliveryOwnedRow' },
);

export interface OwnedRowData {
  items: OwnedDto['items'];
  onOpen: (ref: ObjectRef) => void;
}

/** One object of an inventory. What is not watched is shown as such, never as healthy. */
export function OwnedRow({
  index,
  style,
  data,
}: ListChildComponentProps<OwnedRowData>) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { ref, exists, verdict, headline } = data.items[index];
  const shown: Verdict = verdict ?? 'notObserved';
  const words = [
    exists === false && t('details.missing'),
    exists === null && t('details.existsUnknown'),
    verdict && t(`verdict.${verdict}`),
    headline,
  ];
  return (
    <li
      className={classes.row}
      style={style}
      aria-setsize={data.items.length}
      aria-posinset={index + 1}
    >
      <Glyph
        appearance={verdictAppearance(exists === false ? 'diverged' : shown)}
      />
      <Link
        component="button"
        type="button"
        className={classes.name}
        onClick={() => data.onOpen(ref)}
      >
        {displayRef(ref)}
      </Link>
      <span className={classes.quiet}>{words.filter(Boolean).join(' · ')}</span>
    </li>
  );
}
