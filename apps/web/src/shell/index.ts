export { makeRouter } from './routes';
