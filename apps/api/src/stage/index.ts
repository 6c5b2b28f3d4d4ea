export { StageKeeper } from './stage.keeper';
export { StageModule } from './stage.module';
