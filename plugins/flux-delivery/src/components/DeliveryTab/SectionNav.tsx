import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import type { Section } from './useSection';

const SECTIONS: Section[] = ['now', 'history', 'then', 'ownership'];

const useStyles = makeStyles(
  theme => ({
    nav: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) },
    section: {
      padding: theme.spacing(0.625, 1.5),
      borderRadius: 16,
      font: 'inherit',
      fontSize: 14,
      fontWeight: 500,
      color: quietInk(theme),
      '&:hover': { backgroundColor: theme.palette.action.hover },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: 1,
      },
      '&[aria-current]': {
        color: theme.palette.background.paper,
        backgroundColor: theme.palette.text.primary,
      },
    },
  }),
  { name: 'FluxDeliverySections' },
);

/** What the tab can show: now, what was, and how it stood. */
export function SectionNav({
  section,
  onShow,
}: {
  section: Section;
  onShow: (section: Section) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <nav aria-label={t('sections.label')} className={classes.nav}>
      {SECTIONS.map(each => (
        <ButtonBase
          key={each}
          disableRipple
          className={classes.section}
          aria-current={each === section ? 'page' : undefined}
          onClick={() => onShow(each)}
        >
          {t(`sections.${each}`)}
        </ButtonBase>
      ))}
    </nav>
  );
}
