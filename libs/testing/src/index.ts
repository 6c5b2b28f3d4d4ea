export * from './strip';
