import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A busy machine is no failure: what a test waits for may take longer there, and nothing takes longer where it comes at once.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(120_000);

// jsdom has no layout, and so nothing to scroll.
Element.prototype.scrollIntoView = () => {};
