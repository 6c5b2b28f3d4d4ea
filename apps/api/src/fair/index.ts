export { Fair } from './fair.entity';
export { FairModule } from './fair.module';
export { FairService } from './fair.service';
