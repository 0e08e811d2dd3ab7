import { renderInTestApp } from '@backstage/test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { glossaryTerm } from 'backstage-plugin-flux-delivery-common';
import { Term } from './Term';
import { WORDS } from './words';

it.each(WORDS)('the glossary has %s, with its pitfall', word => {
  expect(glossaryTerm(word)?.meaning).toMatch(/\.$/);
  expect(glossaryTerm(word)?.pitfall).toMatch(/\.$/);
});

describe('a term', () => {
  it('is explained on focus, described by that, and closed by Esc alone', async () => {
    const onKeyDown = jest.fn();
    await renderInTestApp(
      // eslint-disable-next-line jsx-a11y/no-static-element-interactions
      <div onKeyDown={onKeyDown}>
        <Term word="suspended">suspended</Term>
      </div>,
    );
    const term = screen.getByRole('button', { name: 'suspended' });
    await userEvent.click(term);

    const tip = await screen.findByRole('tooltip');
    expect(tip).toHaveTextContent(glossaryTerm('suspended')!.pitfall);
    expect(term).toHaveAttribute('aria-describedby', tip.id);

    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('tooltip')).toBeNull());
    expect(onKeyDown).not.toHaveBeenCalled();
    await userEvent.keyboard('{Escape}');
    expect(onKeyDown).toHaveBeenCalledTimes(1);
  });
});
