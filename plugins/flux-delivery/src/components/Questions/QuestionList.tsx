import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { AnsweredQuestion } from 'backstage-plugin-flux-delivery-common';
import { useState } from 'react';
import { verdictOf } from '../../model/fleetRow';
import { verdictAppearance } from '../../model/statusAppearance';
import { fluxDeliveryTranslationRef } from '../../translation';
import { RowTable } from '../Fleet/RowTable';
import { useFleetStyles } from '../Fleet/useFleetStyles';
import { Glyph } from '../Glyph';
import { PlainButton } from '../PlainButton';
import { VisuallyHidden } from '../VisuallyHidden';
import { FindingItem } from './FindingItem';

const useStyles = makeStyles(
  theme => ({
    columns: {
      '& [role=row]': {
        gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 4fr) 92px',
        alignItems: 'center',
      },
    },
    question: { fontWeight: 600 },
    findings: {
      margin: 0,
      padding: theme.spacing(0, 1.5, 1, 4),
      listStyle: 'none',
      // Within a sentence the colour alone does not tell a link.
      '& a': { textDecoration: 'underline' },
    },
  }),
  { name: 'FluxDeliveryQuestionList' },
);

/** Each question with its answer, and on demand what the answer rests on. */
export function QuestionList({
  questions,
}: {
  questions: readonly AnsweredQuestion[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <RowTable
      label={t('questions.title')}
      columns={[
        { title: t('questions.question') },
        { title: t('questions.answer') },
        { title: t('drawer.evidence'), isUntitled: true },
      ]}
      className={classes.columns}
    >
      {questions.map(question => (
        <QuestionRow key={question.id} asked={question} />
      ))}
    </RowTable>
  );
}

function QuestionRow({ asked }: { asked: AnsweredQuestion }) {
  const classes = useStyles();
  const styles = useFleetStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const { id, question, answer, state, findings, total } = asked;
  const listId = `flux-delivery-question-${id}`;
  const verdict = verdictOf(state);
  const show = isOpen
    ? t('questions.hide')
    : t('questions.show', { count: total });
  return (
    <>
      <div role="row" className={styles.row}>
        <div role="rowheader" className={`${styles.cell} ${classes.question}`}>
          {question}
        </div>
        <div role="cell" className={styles.cell}>
          <Glyph appearance={verdictAppearance(verdict)} />{' '}
          <VisuallyHidden>{t(`verdict.${verdict}`)}: </VisuallyHidden>
          {answer}
        </div>
        <div role="cell">
          {findings.length > 0 && (
            <PlainButton
              aria-expanded={isOpen}
              aria-label={t('questions.showName', { show, question })}
              onClick={() => setOpen(!isOpen)}
            >
              {show}
            </PlainButton>
          )}
        </div>
      </div>
      {isOpen && (
        <div role="row" id={listId} style={{ display: 'block' }}>
          <div role="cell" aria-colspan={3}>
            <ul className={classes.findings}>
              {findings.map((finding, index) => (
                // The same thing may be found twice, of two services.
                // eslint-disable-next-line react/no-array-index-key
                <FindingItem key={index} finding={finding} />
              ))}
              {total > findings.length && (
                <li className={styles.quiet}>
                  {t('questions.more', {
                    n: String(total - findings.length),
                  })}
                </li>
              )}
            </ul>
          </div>
        </div>
      )}
    </>
  );
}
