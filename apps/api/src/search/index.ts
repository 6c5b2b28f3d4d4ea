export { SearchEntry } from './search.entity';
export { searchPersonal } from './search.personal';
