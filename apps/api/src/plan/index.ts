export { CalendarLink, PlanEntry, Seat } from './plan.entity';
export { PlanModule } from './plan.module';
export { planPersonal } from './plan.personal';
