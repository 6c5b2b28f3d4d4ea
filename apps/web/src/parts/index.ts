export { default } from './PartsPage';
