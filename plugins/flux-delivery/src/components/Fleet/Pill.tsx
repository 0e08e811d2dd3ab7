import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import type { Theme } from '@material-ui/core/styles';
import { forwardRef } from 'react';
import type { MouseEventHandler, ReactNode } from 'react';
import { toneColors } from '../../model/toneColors';
import type { Tone } from '../../model/statusAppearance';

const useStyles = makeStyles<Theme, { tone?: Tone; isDashed?: boolean }>(
  theme => ({
    pill: {
      columnGap: 4,
      padding: theme.spacing(0.375, 1.25),
      minHeight: 28,
      borderRadius: 14,
      border: ({ isDashed }) =>
        `1px ${isDashed ? 'dashed' : 'solid'} ${
          isDashed ? toneColors(theme, 'unknown').ink : theme.palette.divider
        }`,
      font: 'inherit',
      fontSize: 13,
      whiteSpace: 'nowrap',
      maxWidth: '100%',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      backgroundColor: theme.palette.background.paper,
      '&:hover': { backgroundColor: theme.palette.action.hover },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: 1,
      },
      '& b': {
        color: ({ tone }) => (tone ? toneColors(theme, tone).ink : 'inherit'),
      },
    },
    on: {
      borderColor: ({ tone }) =>
        tone ? toneColors(theme, tone).ink : theme.palette.text.primary,
      boxShadow: ({ tone }) =>
        `inset 0 0 0 1px ${
          tone ? toneColors(theme, tone).ink : theme.palette.text.primary
        }`,
      backgroundColor: ({ tone }) =>
        tone ? toneColors(theme, tone).fill : theme.palette.action.selected,
    },
  }),
  { name: 'FluxDeliveryPill' },
);

interface PillProps {
  children: ReactNode;
  /** Drawn as chosen. */
  isOn: boolean;
  tone?: Tone;
  isDashed?: boolean;
  onClick: MouseEventHandler<HTMLButtonElement>;
  'aria-pressed'?: boolean;
  'aria-haspopup'?: 'dialog';
  'aria-expanded'?: boolean;
  'aria-label'?: string;
}

/** A small button that is on or off, or opens something to choose from. */
export const Pill = forwardRef<HTMLButtonElement, PillProps>(
  function PillWithRef({ isOn, tone, isDashed, children, ...button }, ref) {
    const classes = useStyles({ tone, isDashed });
    return (
      <ButtonBase
        ref={ref}
        disableRipple
        className={`${classes.pill} ${isOn ? classes.on : ''}`}
        {...button}
      >
        {children}
      </ButtonBase>
    );
  },
);
