import {
  NARRATIVE_CLAUSES,
  type Narrative,
  type NarrativeClause,
} from './Narrative';
import { oneLine } from './words';

const SPECIAL = /[\\`*_[\]<>|~#]/g;

/** Plain text as Markdown that shows exactly this text: names and messages come from clusters, and may hold anything. */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replace(SPECIAL, special => `\\${special}`);
}

/** Text of any length and content as a block of code. */
export function codeBlock(text: string): string {
  const longest = Math.max(
    2,
    ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length),
  );
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

const LABELS: Record<NarrativeClause, string> = {
  promotion: 'Promotion',
  source: 'Source',
  change: 'What runs',
  rollout: 'Rollout',
  divergence: 'Divergence',
};

/** Title and clauses as text and as Markdown. */
export function asNarrative(
  title: string,
  clauses: Record<NarrativeClause, string>,
): Narrative {
  const lines = NARRATIVE_CLAUSES.map(
    clause => [LABELS[clause], clauses[clause]] as const,
  );
  return {
    clauses,
    text: [title, ...lines.map(([label, said]) => `${label}: ${said}`)].join(
      '\n',
    ),
    markdown: [
      `**${escapeMarkdown(title)}**`,
      '',
      ...lines.map(
        ([label, said]) => `- **${label}:** ${escapeMarkdown(said)}`,
      ),
    ].join('\n'),
  };
}
