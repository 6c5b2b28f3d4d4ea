export { DemoModule } from './demo.module';
export { readMoment, usualMoment } from './demo.rules';
export { seed } from './demo.seed';
