export { SearchEntry } from './search.entity';
export { SearchModule } from './search.module';
export { searchPersonal } from './search.personal';
