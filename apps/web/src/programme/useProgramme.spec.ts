/** @jest-environment jsdom */
import { QueryClient } from '@tanstack/react-query';
import { readAgain } from './useProgramme';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('a change is read within three seconds, though another comes every tenth of one; and the next after it again', () => {
  jest.spyOn(Math, 'random').mockReturnValue(0.999);
  const queries = new QueryClient();
  const read = jest.spyOn(queries, 'invalidateQueries').mockResolvedValue();
  for (let change = 0; change < 30; change++) {
    readAgain(queries);
    jest.advanceTimersByTime(100);
  }
  expect(read).toHaveBeenCalledTimes(1);
  readAgain(queries);
  jest.advanceTimersByTime(3000);
  expect(read).toHaveBeenCalledTimes(2);
});
