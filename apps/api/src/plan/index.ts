export { CalendarLink, PlanEntry, Seat } from './plan.entity';
export { planPersonal } from './plan.personal';
