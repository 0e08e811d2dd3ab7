import { renderInTestApp } from '@backstage/test-utils';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Clauses } from './Clauses';

const LONG = 'prod: Reality first differs from intent at rollout.';
const narrative = {
  clauses: {
    promotion: 'main',
    source: 'main was fetched',
    change: 'api runs 1.8.3',
    rollout: '3/3 ready',
    divergence: LONG,
  },
  text: '',
  markdown: '',
};

/** Heights that a browser would measure: the long clause needs more lines than it may have, unless it may have all. */
function measure(width: { isNarrow: boolean }) {
  jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(40);
  jest
    .spyOn(Element.prototype, 'scrollHeight', 'get')
    .mockImplementation(function height(this: Element) {
      return width.isNarrow && this.textContent === LONG ? 100 : 40;
    });
}

afterEach(() => jest.restoreAllMocks());

const button = (name: string) => screen.queryByRole('button', { name });

describe('clauses that are cut', () => {
  it('can be read whole, by keyboard too, and cut again', async () => {
    measure({ isNarrow: true });
    await renderInTestApp(<Clauses narrative={narrative} />);
    expect(button('Read all of it')).toHaveAttribute('aria-expanded', 'false');

    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    expect(button('Shorter')).toHaveFocus();
    expect(button('Shorter')).toHaveAttribute('aria-expanded', 'true');

    await userEvent.keyboard('{Enter}');
    expect(button('Read all of it')).toBeInTheDocument();
  });

  it('are offered only while something is cut', async () => {
    const width = { isNarrow: false };
    measure(width);
    await renderInTestApp(<Clauses narrative={narrative} />);
    expect(button('Read all of it')).not.toBeInTheDocument();

    width.isNarrow = true;
    act(() => {
      window.dispatchEvent(new Event('resize'));
    });
    expect(button('Read all of it')).toBeInTheDocument();
  });
});
