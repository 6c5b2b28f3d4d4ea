import { reportFault } from '@siccam/contract';
import { call, Refused } from '../wire';

// Without letters and digits that are read out wrongly.
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Eight signs that a person can read out, `7F3K-92QD`. */
export function newFaultId(): string {
  const drawn = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => signs[byte % 32] ?? '0').join('');
  return `${drawn.slice(0, 4)}-${drawn.slice(4)}`;
}

/** The built file this page runs, whose name changes with its content. */
const build = (): string => (document.querySelector<HTMLScriptElement>('script[type="module"]')?.src.split('/').at(-1) ?? '').replace(/[^\w.-]/g, '').slice(0, 40);

const ids = new WeakMap<object, string>();

/** The id of a fault: the server's own, or a new one under which the server writes down what broke here. The same error keeps its id. */
export function reportedId(error: unknown): string {
  if (error instanceof Refused && error.id) return error.id;
  const thrown = error instanceof Error ? error : new Error(String(error));
  const known = ids.get(thrown);
  if (known) return known;
  const id = newFaultId();
  ids.set(thrown, id);
  const page = window.location.pathname.replace(/[^\w/-]/g, '').slice(0, 200) || '/';
  void call(reportFault, { id, message: `${thrown.name}: ${thrown.message}`.slice(0, 300), page, build: build() }).catch(() => undefined);
  return id;
}
