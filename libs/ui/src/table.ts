export { Table, type Column } from './parts/Table';
