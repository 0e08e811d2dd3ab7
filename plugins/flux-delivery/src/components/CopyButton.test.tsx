import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CopyButton } from './CopyButton';

it('copies the whole text and says so', async () => {
  const user = userEvent.setup();
  const write = jest.spyOn(navigator.clipboard, 'writeText');
  await renderInTestApp(<CopyButton text="sha256:abc" what="digest" />);

  await user.click(screen.getByRole('button', { name: 'Copy digest' }));

  expect(write).toHaveBeenCalledWith('sha256:abc');
  expect(
    await screen.findByText('Copied', { selector: '[role=status]' }),
  ).toBeInTheDocument();
});

it('says so where the browser refuses', async () => {
  const user = userEvent.setup();
  await renderInTestApp(<CopyButton text="sha256:abc" what="digest" />);
  jest
    .spyOn(navigator.clipboard, 'writeText')
    .mockRejectedValue(new Error('no permission'));

  await user.click(screen.getByRole('button', { name: 'Copy digest' }));

  expect(
    await screen.findByText('Copying was refused by the browser'),
  ).toBeInTheDocument();
});
